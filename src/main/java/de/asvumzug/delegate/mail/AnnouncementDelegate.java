package de.asvumzug.delegate.mail;

import de.asvumzug.notify.Mails;
import de.asvumzug.plan.AbortVariables;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.trail.MigrationKey;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;

/**
 * An element that tells people something by mail. It has one outcome: the mails lie in the outbox
 * and go with the engine's transaction. Carried out again after a rollback it queues them again,
 * and once; a mail server that is down does not stop it.
 */
abstract class AnnouncementDelegate implements JavaDelegate {
  private final Mails mails;
  private final MigrationLookup migrations;

  AnnouncementDelegate(Mails mails, MigrationLookup migrations) {
    this.mails = mails;
    this.migrations = migrations;
  }

  @Override
  public final void execute(DelegateExecution execution) {
    announce(mails, migrations.get(MigrationKey.required(execution)), execution);
  }

  /** Why the move was given up, as typed; null if nobody said so. */
  static String abortReason(DelegateExecution execution) {
    return execution.getVariable(AbortVariables.REASON) instanceof String reason ? reason : null;
  }

  abstract void announce(Mails mails, Migration migration, DelegateExecution execution);
}
