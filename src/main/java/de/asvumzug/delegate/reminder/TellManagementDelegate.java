package de.asvumzug.delegate.reminder;

import de.asvumzug.notify.TaskMails;
import de.asvumzug.notify.WaitingTask;
import de.asvumzug.plan.Migration;
import org.springframework.stereotype.Component;

/** Element {@code tellManagement}: tells IT management a working day later. */
@Component
class TellManagementDelegate extends TaskReminderDelegate {
  private final TaskMails mails;

  TellManagementDelegate(OpenTasks open, TaskMails mails) {
    super(open);
    this.mails = mails;
  }

  @Override
  void tell(Migration migration, String group, WaitingTask task) {
    mails.tellManagement(migration, group, task);
  }
}
