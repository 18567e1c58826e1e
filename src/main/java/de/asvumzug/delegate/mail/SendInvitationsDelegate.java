package de.asvumzug.delegate.mail;

import de.asvumzug.notify.Mails;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Element {@code sendInvitations}: tells all concerned the agreed window. */
@Component
public class SendInvitationsDelegate extends AnnouncementDelegate {
  public SendInvitationsDelegate(Mails mails, MigrationLookup migrations) {
    super(mails, migrations);
  }

  @Override
  void announce(Mails mails, Migration migration, DelegateExecution execution) {
    mails.agreed(migration);
  }
}
