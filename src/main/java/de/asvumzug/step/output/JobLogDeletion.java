package de.asvumzug.step.output;

import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.TrailKind;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Deletes what jobs printed; the trail keeps their checksums and says that they are gone. */
@Component
public class JobLogDeletion {
  private final JobLogRepository logs;
  private final AuditTrail trail;
  private final TransactionTemplate transaction;

  public JobLogDeletion(
      JobLogRepository logs, AuditTrail trail, PlatformTransactionManager transactions) {
    this.logs = logs;
    this.trail = trail;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** All logs of a move whose retention is over; of two nodes only one finds any. */
  public void retentionOver(String migrationId) {
    transaction.executeWithoutResult(
        status -> {
          int deleted = logs.delete(migrationId);
          if (deleted > 0) {
            trail.append(
                new AuditEvent(
                    migrationId,
                    TrailKind.NOTE,
                    AuditEvent.SYSTEM,
                    null,
                    null,
                    null,
                    "Die Aufbewahrung ist vorüber: Die Ausgaben der Aufträge sind gelöscht.",
                    Map.of("logsDeleted", deleted)));
          }
        });
  }
}
