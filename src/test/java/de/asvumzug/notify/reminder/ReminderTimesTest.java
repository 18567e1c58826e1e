package de.asvumzug.notify.reminder;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.calendar.Calendars;
import de.asvumzug.calendar.WorkCalendar;
import de.asvumzug.common.GermanFormat;
import de.asvumzug.plan.LeadTimes;
import de.asvumzug.plan.Reminders;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When people are reminded, by the calendar of Bavaria. */
class ReminderTimesTest {
  private final WorkCalendar calendar = Calendars.work();

  /** Asked, due → asked again, last call, deputies, management. */
  @ParameterizedTest
  @CsvSource({
    // Monday to Monday
    "2026-11-30T10:00, 2026-12-07T10:00, 2026-12-02T10:00, 2026-12-04T19:59, 2026-12-07T10:00, 2026-12-08T10:00",
    // over All Saints' Day, a Sunday in 2026 and a Monday in 2027
    "2027-10-29T10:00, 2027-11-05T10:00, 2027-11-03T10:00, 2027-11-04T10:00, 2027-11-05T10:00, 2027-11-08T10:00",
    // due in a night before a weekend
    "2026-11-30T10:00, 2026-12-04T23:00, 2026-12-02T10:00, 2026-12-03T19:59, 2026-12-07T07:00, 2026-12-07T23:00"
  })
  void a_task_is_recalled_at_its_hours(
      String asked, String due, String again, String lastCall, String deputies, String management) {
    TaskReminders times = TaskReminders.of(at(asked), at(due), Reminders.USUAL, calendar);

    assertThat(times.askAgain()).isEqualTo(at(again));
    assertThat(times.lastCall()).isEqualTo(at(lastCall));
    assertThat(times.deputies()).isEqualTo(at(deputies));
    assertThat(times.management()).isEqualTo(calendar.next(at(management)));
  }

  @Test
  void the_window_is_recalled_at_its_hours() {
    assertThat(all("2026-12-11T16:00"))
        .containsExactly(
            at("2026-11-27T16:00"),
            at("2026-12-04T16:00"),
            at("2026-12-09T16:00"),
            at("2026-12-10T16:00"),
            at("2026-12-11T14:00"));
  }

  /** A Sunday, at night: of the last three only the first moment before is left. */
  @Test
  void what_would_disturb_comes_earlier_and_once() {
    assertThat(all("2026-12-13T22:00"))
        .containsExactly(at("2026-11-27T19:59"), at("2026-12-04T19:59"), at("2026-12-11T19:59"));
  }

  @Test
  void a_plan_without_reminders_has_none() {
    assertThat(
            new WindowReminders(at("2026-12-11T16:00"), LeadTimes.parse("keine"), calendar)
                .after(Instant.EPOCH))
        .isEmpty();
  }

  private List<Instant> all(String start) {
    WindowReminders reminders =
        new WindowReminders(at(start), Reminders.USUAL.beforeWindow(), calendar);
    List<Instant> all = new ArrayList<>();
    Optional<Instant> next = reminders.after(Instant.EPOCH);
    while (next.isPresent()) {
      all.add(next.get());
      next = reminders.after(next.get());
    }
    return all;
  }

  private static Instant at(String there) {
    return LocalDateTime.parse(there).atZone(GermanFormat.BERLIN).toInstant();
  }
}
