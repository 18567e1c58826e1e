package de.asvumzug.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.common.GermanFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

/** When people may be reminded. */
class WorkCalendarTest {
  private final WorkCalendar calendar = Calendars.work();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-01",
        "2027-01-06",
        "2027-03-26",
        "2027-05-27",
        "2028-08-15",
        "2026-12-24",
        "2026-12-26",
        "2026-11-28",
        "2026-11-29"
      })
  void nobody_works_on_weekends_holidays_and_days_off(LocalDate day) {
    assertThat(calendar.isWorkingDay(day)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-02", "2026-11-18", "2027-08-16", "2026-12-23"})
  void people_work_on_other_days_also_on_repentance_day_and_in_school_holidays(LocalDate day) {
    assertThat(calendar.isWorkingDay(day)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-30T06:59, true",
    "2026-11-30T07:00, false",
    "2026-11-30T19:59, false",
    "2026-11-30T20:00, true",
    "2026-11-29T12:00, true"
  })
  void it_is_quiet_at_night_and_on_days_off(LocalDateTime time, boolean quiet) {
    assertThat(calendar.isQuiet(at(time))).isEqualTo(quiet);
  }

  /** From one time to the next and to the previous one that is not quiet. */
  @ParameterizedTest
  @CsvSource({
    "2026-11-30T12:00, 2026-11-30T12:00, 2026-11-30T12:00",
    "2026-11-30T03:00, 2026-11-30T07:00, 2026-11-27T19:59",
    "2026-11-30T22:00, 2026-12-01T07:00, 2026-11-30T19:59",
    "2026-11-28T12:00, 2026-11-30T07:00, 2026-11-27T19:59",
    "2026-12-24T12:00, 2026-12-28T07:00, 2026-12-23T19:59"
  })
  void a_quiet_time_gives_way_to_the_next_or_the_previous_one(
      LocalDateTime time, LocalDateTime next, LocalDateTime previous) {
    assertThat(calendar.next(at(time))).isEqualTo(at(next));
    assertThat(calendar.previous(at(time))).isEqualTo(at(previous));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-25T10:15, 2, 2026-11-27T10:15",
    "2026-11-26T10:15, 2, 2026-11-30T10:15",
    "2026-11-28T10:15, 2, 2026-12-01T10:15",
    "2026-10-30T10:15, 1, 2026-11-02T10:15",
    "2026-11-26T22:00, 2, 2026-12-01T07:00"
  })
  void working_days_are_counted_as_whole_days(
      LocalDateTime from, int days, LocalDateTime expected) {
    assertThat(calendar.plusWorkingDays(at(from), days)).isEqualTo(at(expected));
  }

  /** On 28 March 2027 an hour is left out, on 31 October 2027 one comes twice. */
  @ParameterizedTest
  @CsvSource({"2027-03-25T10:00, 2, 2027-03-31T10:00", "2027-10-29T10:00, 1, 2027-11-02T10:00"})
  void the_hour_on_the_wall_stays_when_the_clocks_change(
      LocalDateTime from, int days, LocalDateTime expected) {
    assertThat(calendar.plusWorkingDays(at(from), days)).isEqualTo(at(expected));
  }

  @Test
  void a_day_without_hours_is_refused() {
    assertThatThrownBy(
            () ->
                new CalendarSettings(
                    List.of("by"),
                    List.<MonthDay>of(),
                    LocalTime.of(7, 0),
                    LocalTime.of(20, 0),
                    new ClassPathResource("calendar/school-holidays.csv"),
                    List.of()))
        .hasMessageContaining("muss vor asv.calendar.quiet-from");
  }

  private static Instant at(LocalDateTime there) {
    return there.atZone(GermanFormat.BERLIN).toInstant();
  }
}
