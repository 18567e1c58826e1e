package de.asvumzug.delegate.engine;

import de.asvumzug.backup.remains.Remains;
import de.asvumzug.notify.Mails;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.trail.MigrationKey;
import de.asvumzug.trail.evidence.EvidenceFactory;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * {@code announceRemains}: tells those who run the servers what a move that was taken back has left
 * where. One outcome: the mails lie in the outbox and go with the engine's transaction.
 */
@Component
class AnnounceRemainsDelegate implements JavaDelegate {
  private final Mails mails;
  private final MigrationLookup migrations;
  private final EvidenceFactory evidence;

  AnnounceRemainsDelegate(Mails mails, MigrationLookup migrations, EvidenceFactory evidence) {
    this.mails = mails;
    this.migrations = migrations;
    this.evidence = evidence;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String move = MigrationKey.required(execution);
    Remains remains =
        evidence
            .of(move, execution.getCurrentActivityId(), null, null, null)
            .get(Remains.EVIDENCE, Remains.class);
    mails.remains(migrations.get(move), remains.texts());
  }
}
