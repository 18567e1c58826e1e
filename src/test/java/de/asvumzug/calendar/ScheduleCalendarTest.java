package de.asvumzug.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.calendar.ScheduleCalendar.Note;
import de.asvumzug.common.GermanFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

/** What speaks for a time and what against it. */
class ScheduleCalendarTest {
  private final ScheduleCalendar calendar = Calendars.schedule();

  @ParameterizedTest
  @CsvSource({
    "2027-10-01T18:00, Unterrichtssituation",
    "2027-02-05T18:00, Zwischenzeugnisse",
    "2027-07-20T18:00, Jahreszeugnisse",
    "2027-09-10T18:00, Beginn des Schuljahres",
    "2027-09-20T18:00, Beginn des Schuljahres",
    "2027-03-28T01:00, eine Stunde weniger",
    "2027-10-31T01:00, eine Stunde mehr"
  })
  void a_bad_time_is_named_with_its_reason(String start, String reason) {
    assertThat(notes(start)).anyMatch(note -> note.warning() && note.text().contains(reason));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-27T18:00", "2027-04-16T18:00", "2027-06-11T18:00"})
  void of_an_ordinary_friday_there_is_nothing_to_say(String start) {
    assertThat(notes(start)).isEmpty();
  }

  @Test
  void holidays_are_welcome() {
    assertThat(notes("2027-03-30T18:00"))
        .containsExactly(new Note(false, "Der Termin liegt in den Osterferien."));
  }

  @Test
  void a_time_that_ends_after_the_holidays_says_so() {
    assertThat(calendar.notes(at("2027-04-02T18:00"), at("2027-04-03T10:00")))
        .containsExactly(
            new Note(false, "Der Termin beginnt in den Osterferien und endet nach ihnen."));
  }

  @Test
  void half_yearly_certificates_do_not_matter_in_the_holidays() {
    assertThat(notes("2027-02-09T18:00")).noneMatch(Note::warning);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2027-04-15T18:00", "2027-04-16T18:00"})
  void an_update_that_is_published_is_named(String start) {
    CalendarSettings settings =
        new CalendarSettings(
            List.of("by"),
            List.of(),
            LocalTime.of(20, 0),
            LocalTime.of(7, 0),
            new ClassPathResource("calendar/school-holidays.csv"),
            List.of(LocalDate.of(2027, 4, 15)));

    assertThat(
            new ScheduleCalendar(new SchoolHolidays(settings), settings)
                .notes(at(start), at(start).plus(Duration.ofHours(8))))
        .singleElement()
        .satisfies(note -> assertThat(note.text()).contains("15.04.2027", "neue ASV-Version"));
  }

  private List<Note> notes(String start) {
    return calendar.notes(at(start), at(start).plus(Duration.ofHours(8)));
  }

  private static Instant at(String there) {
    return LocalDateTime.parse(there).atZone(GermanFormat.BERLIN).toInstant();
  }
}
