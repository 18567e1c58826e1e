package de.asvumzug.task;

import de.asvumzug.common.GermanFormat;
import de.asvumzug.plan.Window;
import java.time.Instant;

/**
 * By when a person's task must be done, from the move's window: what prepares it, a day before it
 * begins, and a school's answer within a week; what the night needs, at once; what may wait, after
 * it.
 */
public final class TaskDeadline {
  private static final int WEEK = 7;

  private final PersonTask task;
  private final Window window;

  public TaskDeadline(PersonTask task, Window window) {
    this.task = task;
    this.window = window;
  }

  /**
   * @param asked when the task came up
   */
  public Instant at(Instant asked) {
    if (asked.isBefore(window.start())) {
      return beforeWindow(asked);
    }
    boolean over = !asked.isBefore(window.end());
    if (task.afterMove()) {
      return days(over ? asked : window.end(), WEEK);
    }
    if (!over) {
      return window.end();
    }
    return task.forSchool() ? days(asked, 1) : asked;
  }

  /** A school's answer is what others wait for: a week is enough, however far the window is. */
  private Instant beforeWindow(Instant asked) {
    Instant dayBefore = days(window.start(), -1);
    if (!asked.isBefore(dayBefore)) {
      return window.start();
    }
    Instant week = days(asked, WEEK);
    return task.forSchool() && week.isBefore(dayBefore) ? week : dayBefore;
  }

  /** The same hour by the clock on the wall, also when the clocks change in between. */
  private static Instant days(Instant from, int days) {
    return from.atZone(GermanFormat.BERLIN).plusDays(days).toInstant();
  }

  /**
   * German, e.g. {@code bis Freitag, 4. Dezember 2026, 18:00 Uhr}.
   *
   * @param due as {@link #at} said when the task came up
   */
  public String words(Instant due) {
    boolean needed = !task.forSchool() && !task.afterMove() && due.isAfter(window.start());
    if (!needed) {
      return "bis " + GermanFormat.full(due);
    }
    return due.isAfter(window.end())
        ? "sofort; das Zeitfenster ist schon vorüber"
        : "sofort, spätestens bis " + GermanFormat.full(due);
  }
}
