package de.asvumzug.web.leitstand;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.plan.Window;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times as people read them on the pages. */
class GermanTimesTest {
  private static final Instant START = Instant.parse("2026-12-11T15:00:00Z");
  private static final Window WINDOW = new Window(START, START.plus(Duration.ofHours(10)));

  @ParameterizedTest
  @CsvSource({
    "-P3D, beginnt in 3 Tagen",
    "-PT2H5M, beginnt in 2 h 05 min",
    "PT0S, endet in 10 h 00 min",
    "PT9H30M, endet in 30 min 00 s",
    "PT12H, ist seit 2 h 00 min vorbei"
  })
  void the_distance_to_a_window_is_told_from_its_nearest_edge(Duration fromStart, String words) {
    assertThat(new GermanTimes().distance(WINDOW, START.plus(fromStart))).isEqualTo(words);
  }
}
