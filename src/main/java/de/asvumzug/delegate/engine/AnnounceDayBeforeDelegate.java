package de.asvumzug.delegate.engine;

import de.asvumzug.notify.Mails;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.trail.MigrationKey;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Element {@code announceDayBefore}: reminds of the window; if that has begun or is about to, a
 * note on the trail takes the place of the mails.
 *
 * <p>One outcome: the mails lie in the outbox and go with the engine's transaction. Carried out
 * again after a rollback it queues them again, and once; a mail server that is down does not stop
 * it.
 */
@Component
public class AnnounceDayBeforeDelegate implements JavaDelegate {
  private final Mails mails;
  private final MigrationLookup migrations;

  public AnnounceDayBeforeDelegate(Mails mails, MigrationLookup migrations) {
    this.mails = mails;
    this.migrations = migrations;
  }

  @Override
  public void execute(DelegateExecution execution) {
    mails.dayBefore(migrations.get(MigrationKey.required(execution)));
  }
}
