package de.asvumzug.delegate.engine;

import de.asvumzug.check.tenant.GapRepository;
import de.asvumzug.notify.Mails;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.trail.MigrationKey;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Element {@code notifyRollback}: tells that the old server works again after an abort, and removes
 * the names that the schools would have needed for their gaps.
 *
 * <p>One outcome: the mails lie in the outbox and go with the engine's transaction. Carried out
 * again after a rollback it queues them again, and once; a mail server that is down does not stop
 * it.
 */
@Component
public class NotifyRollbackDelegate implements JavaDelegate {
  private final Mails mails;
  private final MigrationLookup migrations;
  private final GapRepository gaps;

  public NotifyRollbackDelegate(Mails mails, MigrationLookup migrations, GapRepository gaps) {
    this.gaps = gaps;
    this.mails = mails;
    this.migrations = migrations;
  }

  @Override
  public void execute(DelegateExecution execution) {
    mails.rolledBack(migrations.get(MigrationKey.required(execution)));
    gaps.delete(
        MigrationKey.required(execution)); // they name persons; nobody completes anything now
  }
}
