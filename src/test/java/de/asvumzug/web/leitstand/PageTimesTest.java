package de.asvumzug.web.leitstand;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.host.job.Pace;
import de.asvumzug.plan.Window;
import de.asvumzug.web.language.Languages;
import de.asvumzug.web.language.PageLanguage;
import de.asvumzug.web.language.Words;
import de.asvumzug.web.move.StepProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.i18n.LocaleContextHolder;

/** Times and figures on an English page. */
class PageTimesTest {
  private static final Instant START = Instant.parse("2026-12-11T15:00:00Z");
  private static final Window WINDOW = new Window(START, START.plus(Duration.ofHours(10)));

  private final PageLanguage language = new PageLanguage();
  private final PageTimes times = new PageTimes(new GermanTimes(), language);
  private final PageProgress progress =
      new PageProgress(times, new Words(new Languages().messageSource(), language), language);

  @BeforeEach
  void english() {
    LocaleContextHolder.setLocale(Locale.ENGLISH);
  }

  @AfterEach
  void noPage() {
    LocaleContextHolder.resetLocaleContext();
  }

  @Test
  void a_time_is_that_of_berlin_in_english() {
    assertThat(times.at(START)).isEqualTo("Fri 11 Dec 2026, 16:00");
    assertThat(times.exact(START)).isEqualTo("11 Dec 2026 16:00:00");
  }

  @Test
  void a_time_on_a_german_page_is_as_ever() {
    LocaleContextHolder.setLocale(Locale.GERMAN);

    assertThat(times.at(START)).isEqualTo("Fr., 11.12.2026, 16:00 Uhr");
    assertThat(times.bytes(1_200_000_000)).isEqualTo("1,2 GB");
  }

  @ParameterizedTest
  @CsvSource({
    "-P3D, begins in 3 days",
    "-PT2H5M, begins in 2 h 05 min",
    "PT0S, ends in 10 h 00 min",
    "PT10H0.5S, has been over for less than 1 s"
  })
  void the_distance_to_a_window_is_told_in_english(Duration fromStart, String words) {
    assertThat(times.distance(WINDOW, START.plus(fromStart))).isEqualTo(words);
  }

  @Test
  void how_far_a_step_is_has_an_english_point() {
    StepProgress half =
        new StepProgress(1_200_000_000, 2_400_000_000L, "Bytes", "", new Pace(4_500_000, 200, 270));

    assertThat(progress.amount(half)).isEqualTo("1.2 GB of 2.4 GB");
    assertThat(progress.rate(half)).isEqualTo("4.5 MB/s");
    assertThat(progress.left(half)).isEqualTo("about 3–5 min left");
  }
}
