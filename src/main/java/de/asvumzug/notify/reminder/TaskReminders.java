package de.asvumzug.notify.reminder;

import de.asvumzug.calendar.WorkCalendar;
import de.asvumzug.common.GermanFormat;
import de.asvumzug.plan.Reminders;
import java.time.Instant;

/**
 * When people hear again of a task that nobody does. None of these times is quiet.
 *
 * @param askAgain so many working days after it came up
 * @param lastCall so many days before it is due
 * @param deputies when it is due
 * @param management a working day later
 */
public record TaskReminders(
    Instant askAgain, Instant lastCall, Instant deputies, Instant management) {

  /**
   * @param asked when the task came up
   */
  public static TaskReminders of(
      Instant asked, Instant due, Reminders plan, WorkCalendar calendar) {
    Instant before = due.atZone(GermanFormat.BERLIN).minusDays(plan.beforeDue()).toInstant();
    return new TaskReminders(
        calendar.plusWorkingDays(asked, plan.openAfter()),
        // Earlier rather than later: what comes after the due date is no last call.
        calendar.previous(before),
        calendar.next(due),
        calendar.plusWorkingDays(due, 1));
  }
}
