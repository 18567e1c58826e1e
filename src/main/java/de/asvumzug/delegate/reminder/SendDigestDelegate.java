package de.asvumzug.delegate.reminder;

import de.asvumzug.notify.TaskMails;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Element {@code sendDigest}: one mail about all that a person is asked to do by now. */
@Component
class SendDigestDelegate implements JavaDelegate {
  private final TaskMails mails;

  SendDigestDelegate(TaskMails mails) {
    this.mails = mails;
  }

  @Override
  public void execute(DelegateExecution execution) {
    mails.digest((String) execution.getVariable(DigestListener.TOKEN));
  }
}
