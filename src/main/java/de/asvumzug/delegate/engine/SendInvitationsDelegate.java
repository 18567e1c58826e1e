package de.asvumzug.delegate.engine;

import de.asvumzug.notify.Mails;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.trail.MigrationKey;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Element {@code sendInvitations}: tells all concerned the agreed window.
 *
 * <p>One outcome: the mails lie in the outbox and go with the engine's transaction. Carried out
 * again after a rollback it queues them again, and once; a mail server that is down does not stop
 * it.
 */
@Component
public class SendInvitationsDelegate implements JavaDelegate {
  private final Mails mails;
  private final MigrationLookup migrations;

  public SendInvitationsDelegate(Mails mails, MigrationLookup migrations) {
    this.mails = mails;
    this.migrations = migrations;
  }

  @Override
  public void execute(DelegateExecution execution) {
    mails.agreed(migrations.get(MigrationKey.required(execution)));
  }
}
