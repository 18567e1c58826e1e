package de.asvumzug.delegate.reminder;

import de.asvumzug.calendar.WorkCalendar;
import de.asvumzug.notify.reminder.WindowReminders;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.trail.MigrationKey;
import java.time.Clock;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Element {@code planReminder}: sets {@code reminderAt} to when people are next reminded of the
 * window, or to null if that is not going to be.
 */
@Component
class PlanReminderDelegate implements JavaDelegate {
  static final String VARIABLE = "reminderAt";

  private final MigrationLookup migrations;
  private final WorkCalendar calendar;
  private final Clock clock;

  PlanReminderDelegate(MigrationLookup migrations, WorkCalendar calendar, Clock clock) {
    this.migrations = migrations;
    this.calendar = calendar;
    this.clock = clock;
  }

  @Override
  public void execute(DelegateExecution execution) {
    Migration plan = migrations.get(MigrationKey.required(execution));
    execution.setVariable(
        VARIABLE,
        new WindowReminders(plan.window().start(), plan.reminders().beforeWindow(), calendar)
            .after(clock.instant())
            .map(Date::from)
            .orElse(null));
  }
}
