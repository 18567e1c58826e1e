package de.asvumzug.delegate.mail;

import de.asvumzug.notify.Mails;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Element {@code announceRollback}: tells that a move is given up, and why, before it is done. */
@Component
public class AnnounceRollbackDelegate extends AnnouncementDelegate {
  public AnnounceRollbackDelegate(Mails mails, MigrationLookup migrations) {
    super(mails, migrations);
  }

  @Override
  void announce(Mails mails, Migration migration, DelegateExecution execution) {
    mails.rollbackBegins(migration, abortReason(execution));
  }
}
