package de.asvumzug.delegate.reminder;

import de.asvumzug.notify.TaskMails;
import de.asvumzug.notify.WaitingTask;
import de.asvumzug.plan.Migration;
import org.springframework.stereotype.Component;

/** Element {@code tellDeputies}: asks the deputies when the task is due. */
@Component
class TellDeputiesDelegate extends TaskReminderDelegate {
  private final TaskMails mails;

  TellDeputiesDelegate(OpenTasks open, TaskMails mails) {
    super(open);
    this.mails = mails;
  }

  @Override
  void tell(Migration migration, String group, WaitingTask task) {
    mails.tellDeputies(migration, group, task);
  }
}
