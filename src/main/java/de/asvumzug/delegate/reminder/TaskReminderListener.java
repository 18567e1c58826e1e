package de.asvumzug.delegate.reminder;

import de.asvumzug.calendar.WorkCalendar;
import de.asvumzug.notify.TaskMails;
import de.asvumzug.notify.reminder.TaskReminders;
import de.asvumzug.plan.Migration;
import de.asvumzug.trail.MigrationKey;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Begins the process {@code task-reminder} with each task that has a due date, and ends it with the
 * task, in the engine's transaction. The process has no business key: it is no step of the move,
 * and its mails stand on the trail.
 */
@Component
class TaskReminderListener {
  static final String PROCESS = "task-reminder";
  static final String ANSWERED = "TaskAnswered";
  static final String TASK = "waitingTask";
  static final String MOVE = "waitingMove";

  private final RuntimeService runtime;
  private final OpenTasks open;
  private final WorkCalendar calendar;
  private final TaskMails mails;

  TaskReminderListener(
      @Lazy RuntimeService runtime, OpenTasks open, WorkCalendar calendar, TaskMails mails) {
    this.runtime = runtime;
    this.open = open;
    this.calendar = calendar;
    this.mails = mails;
  }

  /** After the due date is set. */
  @EventListener
  @Order(Ordered.LOWEST_PRECEDENCE)
  void on(DelegateTask task) {
    switch (task.getEventName()) {
      case TaskListener.EVENTNAME_CREATE ->
          MigrationKey.migration(task.getExecution())
              .flatMap(open::plan)
              .filter(plan -> task.getDueDate() != null)
              .ifPresent(plan -> begin(plan, task));
      case TaskListener.EVENTNAME_COMPLETE, TaskListener.EVENTNAME_DELETE -> end(task.getId());
      default -> {
        // Whoever has taken it over is still to do it.
      }
    }
  }

  private void begin(Migration plan, DelegateTask task) {
    List<String> groups = OpenTasks.groups(task.getCandidates());
    if (groups.isEmpty()) {
      return;
    }
    Instant due = task.getDueDate().toInstant();
    for (String group : groups) {
      mails.asked(
          plan,
          group,
          open.told(plan, task.getId(), task.getTaskDefinitionKey(), task.getName(), due));
    }
    TaskReminders times =
        TaskReminders.of(task.getCreateTime().toInstant(), due, plan.reminders(), calendar);
    Map<String, Object> variables = new HashMap<>();
    variables.put(TASK, task.getId());
    variables.put(MOVE, plan.id());
    variables.put("askAgainAt", Date.from(times.askAgain()));
    variables.put("lastCallAt", Date.from(times.lastCall()));
    variables.put("deputiesAt", Date.from(times.deputies()));
    variables.put("managementAt", Date.from(times.management()));
    runtime.startProcessInstanceByKey(PROCESS, variables);
  }

  /** All rather than one: a task of before this version has no reminder. */
  private void end(String taskId) {
    mails.answered(taskId);
    runtime
        .createMessageCorrelation(ANSWERED)
        .processInstanceVariableEquals(TASK, taskId)
        .correlateAll();
  }
}
