package de.asvumzug.delegate.reminder;

import de.asvumzug.notify.TaskMails;
import de.asvumzug.notify.WaitingTask;
import de.asvumzug.plan.Migration;
import org.springframework.stereotype.Component;

/** Element {@code callLast}: reminds the group before the task is due. */
@Component
class CallLastDelegate extends TaskReminderDelegate {
  private final TaskMails mails;

  CallLastDelegate(OpenTasks open, TaskMails mails) {
    super(open);
    this.mails = mails;
  }

  @Override
  void tell(Migration migration, String group, WaitingTask task) {
    mails.remind(migration, group, task);
  }
}
