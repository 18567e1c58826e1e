package de.asvumzug.delegate.mail;

import de.asvumzug.backup.remains.Remains;
import de.asvumzug.notify.Mails;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.trail.evidence.EvidenceFactory;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/**
 * {@code announceRemains}: tells those who run the servers what a move that was taken back has left
 * where.
 */
@Component
class AnnounceRemainsDelegate extends AnnouncementDelegate {
  private final EvidenceFactory evidence;

  AnnounceRemainsDelegate(Mails mails, MigrationLookup migrations, EvidenceFactory evidence) {
    super(mails, migrations);
    this.evidence = evidence;
  }

  @Override
  void announce(Mails mails, Migration migration, DelegateExecution execution) {
    Remains remains =
        evidence
            .of(migration.id(), execution.getCurrentActivityId(), null, null, null)
            .get(Remains.EVIDENCE, Remains.class);
    mails.remains(migration, remains.texts());
  }
}
