package de.asvumzug.web.language;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.web.move.MoveState;
import de.asvumzug.web.move.MoveStatus;
import de.asvumzug.web.move.StepStanding;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.i18n.LocaleContextHolder;

/** What the program says of a move, in the language of the page. */
class WordsTest {
  private final Words words = new Words(new Languages().messageSource(), new PageLanguage());

  @AfterEach
  void noPage() {
    LocaleContextHolder.resetLocaleContext();
  }

  @ParameterizedTest
  @CsvSource({
    "Technik, Technicians",
    "Betreiber (b1), Operators (b1)",
    "IT-Leitung, IT management",
    "Schule 0001, School 0001",
    "Schule 0001 (schulleitung), School 0001 (schulleitung)",
    "das System, the system",
    "eine Person, somebody",
    "den Worker am Standort, the worker on site",
    "den nächsten Versuch, the next attempt",
    "revision, revision"
  })
  void who_is_waited_for_is_said_in_english(String german, String english) {
    LocaleContextHolder.setLocale(Locale.ENGLISH);

    assertThat(words.whom(german)).isEqualTo(english);
  }

  @Test
  void a_move_that_waits_says_for_whom_in_english() {
    LocaleContextHolder.setLocale(Locale.ENGLISH);

    assertThat(words.status(waiting())).isEqualTo("waiting for Technicians, School 0001");
  }

  @Test
  void a_german_page_says_what_programs_are_told() {
    LocaleContextHolder.setLocale(Locale.GERMAN);

    assertThat(words.status(waiting())).isEqualTo(waiting().label());
    StepStanding standing = StepStanding.waitingFor("Technik (technik2)");
    assertThat(words.standing(standing)).isEqualTo(standing.label());
  }

  @Test
  void a_text_that_is_not_known_stays_german_and_says_so() {
    LocaleContextHolder.setLocale(Locale.ENGLISH);

    assertThat(words.said("liste.warnung", "Die Uhr geht vor.")).isEqualTo("Die Uhr geht vor.");
    assertThat(words.language("liste.warnung", "Die Uhr geht vor.")).isEqualTo("de");
  }

  @Test
  void a_time_in_a_known_text_is_written_so_that_nobody_takes_the_month_for_the_day() {
    LocaleContextHolder.setLocale(Locale.ENGLISH);

    String german =
        "Das Buch der Protokolle konnte zuletzt am 04.12.2026 um 18:00 Uhr geprüft werden.";
    assertThat(words.said("liste.warnung", german))
        .isEqualTo("The book of all trails could last be checked at 2026-12-04, 18:00.");
  }

  private static MoveStatus waiting() {
    return new MoveStatus(
        MoveState.RUNNING, "Vorarbeiten", null, null, List.of("Technik", "Schule 0001"));
  }
}
