package de.asvumzug.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ByteArrayResource;

/** The school holidays of Bavaria. */
class SchoolHolidaysTest {
  private final SchoolHolidays holidays = Calendars.schools();

  @ParameterizedTest
  @CsvSource({
    "2026-12-24, Weihnachtsferien",
    "2027-01-08, Weihnachtsferien",
    "2027-02-10, Frühjahrsferien",
    "2028-04-21, Osterferien",
    "2030-09-09, Sommerferien"
  })
  void a_day_in_the_holidays_knows_their_name(LocalDate day, String name) {
    assertThat(holidays.on(day)).get().extracting("name").isEqualTo(name);
  }

  @Test
  void a_school_day_has_none_and_the_next_ones_are_known() {
    LocalDate day = LocalDate.of(2026, 11, 30);

    assertThat(holidays.on(day)).isEmpty();
    assertThat(holidays.after(day))
        .get()
        .extracting("name", "first")
        .containsExactly("Weihnachtsferien", LocalDate.of(2026, 12, 24));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name;first;last\nFerien;24.12.2026;2027-01-08",
        "name;first;last\nFerien;2027-01-08;2026-12-24",
        "name;first\nFerien;2027-01-08"
      })
  void a_file_that_cannot_be_read_names_the_line_and_the_form(String text) {
    assertThatThrownBy(() -> new SchoolHolidays(settings(text)))
        .hasMessageContaining("Zeile 2")
        .hasMessageContaining("name;first;last");
  }

  private static CalendarSettings settings(String text) {
    return new CalendarSettings(
        List.of("by"),
        List.of(),
        LocalTime.of(20, 0),
        LocalTime.of(7, 0),
        new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)),
        List.of());
  }
}
