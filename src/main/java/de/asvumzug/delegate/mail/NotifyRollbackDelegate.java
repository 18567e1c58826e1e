package de.asvumzug.delegate.mail;

import de.asvumzug.check.tenant.GapRepository;
import de.asvumzug.notify.Mails;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/**
 * Element {@code notifyRollback}: tells that the old server works again after an abort, and removes
 * the names that the schools would have needed for their gaps.
 */
@Component
public class NotifyRollbackDelegate extends AnnouncementDelegate {
  private final GapRepository gaps;

  public NotifyRollbackDelegate(Mails mails, MigrationLookup migrations, GapRepository gaps) {
    super(mails, migrations);
    this.gaps = gaps;
  }

  @Override
  void announce(Mails mails, Migration migration, DelegateExecution execution) {
    mails.rolledBack(migration);
    gaps.delete(migration.id()); // they name persons; nobody completes anything now
  }
}
