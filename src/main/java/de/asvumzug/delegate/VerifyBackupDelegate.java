package de.asvumzug.delegate;

import de.asvumzug.backup.Act;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.BackupVerification;
import de.asvumzug.backup.ClusterInventory;
import de.asvumzug.backup.ManifestReport;
import de.asvumzug.plan.Variant;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Reads both backups to their last byte on the old machine. Leaves the evidence {@code
 * backup-verification}. It only reads; a second run reads again.
 */
@Component
public class VerifyBackupDelegate implements StepHandler {
  static final String EVIDENCE = "backup-verification";

  private final BackupVerification verification;

  public VerifyBackupDelegate(BackupVerification verification) {
    this.verification = verification;
  }

  /** What was read. */
  public record Verified(List<ManifestReport> reports) {}

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    Act act = Acts.of(step);
    Backup database = step.evidence().get(BackupDatabaseDelegate.EVIDENCE, Backup.class);
    Backup configuration = step.evidence().get(BackupConfigurationDelegate.EVIDENCE, Backup.class);
    ManifestReport first = verification.files(step.source().host(), database, act);
    ManifestReport second = verification.files(step.source().host(), configuration, act);
    if (step.source().installation().variant() == Variant.ENTERPRISE) {
      ClusterInventory inventory =
          step.evidence().get(BackupDatabaseDelegate.INVENTORY, ClusterInventory.class);
      verification.archive(step.source(), database, inventory, act);
    } else {
      verification.h2(step.source(), database);
    }
    step.evidence().store(EVIDENCE, new Verified(List.of(first, second)));
    step.note(
        "Beide Sicherungen vollständig gelesen: unverändert",
        Map.of("Dateien", first.files() + second.files(), "Bytes", first.bytes() + second.bytes()));
    return StepOutcome.completed();
  }
}
