package de.asvumzug.notify.reminder;

import de.asvumzug.calendar.WorkCalendar;
import de.asvumzug.common.GermanFormat;
import de.asvumzug.plan.LeadTimes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When all concerned are reminded of the window. What would disturb somebody comes earlier, never
 * later: who reads it on Monday cannot prepare for Saturday.
 */
public final class WindowReminders {
  private final List<Instant> times;

  public WindowReminders(Instant start, LeadTimes plan, WorkCalendar calendar) {
    this.times =
        plan.before(start, GermanFormat.BERLIN).stream()
            .map(calendar::previous)
            .distinct()
            .toList();
  }

  /** The first one after that time; empty if there is none any more. */
  public Optional<Instant> after(Instant time) {
    return times.stream().filter(each -> each.isAfter(time)).findFirst();
  }
}
