package de.asvumzug.delegate.reminder;

import de.asvumzug.notify.TaskMails;
import de.asvumzug.notify.WaitingTask;
import de.asvumzug.plan.Migration;
import org.springframework.stereotype.Component;

/** Element {@code askAgain}: asks the group again after some working days. */
@Component
class AskAgainDelegate extends TaskReminderDelegate {
  private final TaskMails mails;

  AskAgainDelegate(OpenTasks open, TaskMails mails) {
    super(open);
    this.mails = mails;
  }

  @Override
  void tell(Migration migration, String group, WaitingTask task) {
    mails.remind(migration, group, task);
  }
}
