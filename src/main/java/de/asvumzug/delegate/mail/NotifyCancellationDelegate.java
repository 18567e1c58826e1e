package de.asvumzug.delegate.mail;

import de.asvumzug.notify.Mails;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/**
 * Element {@code notifyCancellation}: tells that the move was called off before anything was
 * touched; the variable {@code reason} is passed on if a person gave one.
 */
@Component
public class NotifyCancellationDelegate extends AnnouncementDelegate {
  public NotifyCancellationDelegate(Mails mails, MigrationLookup migrations) {
    super(mails, migrations);
  }

  @Override
  void announce(Mails mails, Migration migration, DelegateExecution execution) {
    mails.cancelled(migration, abortReason(execution));
  }
}
