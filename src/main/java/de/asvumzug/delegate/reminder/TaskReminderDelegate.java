package de.asvumzug.delegate.reminder;

import de.asvumzug.notify.WaitingTask;
import de.asvumzug.plan.Migration;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/**
 * An element of {@code task-reminder}: queues mails about the task, unless it is done meanwhile.
 * Carried out again after a rollback it queues them again, and once.
 */
abstract class TaskReminderDelegate implements JavaDelegate {
  private final OpenTasks open;

  TaskReminderDelegate(OpenTasks open) {
    this.open = open;
  }

  @Override
  public final void execute(DelegateExecution execution) {
    open.find(
            (String) execution.getVariable(TaskReminderListener.TASK),
            (String) execution.getVariable(TaskReminderListener.MOVE))
        .ifPresent(
            found -> found.groups().forEach(group -> tell(found.migration(), group, found.task())));
  }

  /**
   * @param group whose task it is
   */
  abstract void tell(Migration migration, String group, WaitingTask task);
}
