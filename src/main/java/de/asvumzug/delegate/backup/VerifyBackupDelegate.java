package de.asvumzug.delegate.backup;

import de.asvumzug.backup.Backup;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.ManifestReport;
import de.asvumzug.backup.database.BackupVerification;
import de.asvumzug.backup.postgres.ClusterInventory;
import de.asvumzug.check.fingerprint.FingerprintService;
import de.asvumzug.delegate.BackupContexts;
import de.asvumzug.delegate.RouteResolver;
import de.asvumzug.delegate.SourceUnchangedCheck;
import de.asvumzug.delegate.TenantBackups;
import de.asvumzug.plan.Variant;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import de.asvumzug.trail.evidence.EvidenceNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Reads all parts of the backup to their last byte on the old machine: database, configuration and,
 * by school backups, one file per school. Leaves the evidence {@code backup-verification}. It only
 * reads; a second run reads again.
 */
@Component
public class VerifyBackupDelegate implements StepHandler {

  private final BackupVerification verification;
  private final FingerprintService fingerprints;
  private final RouteResolver way;

  public VerifyBackupDelegate(
      BackupVerification verification, FingerprintService fingerprints, RouteResolver way) {
    this.verification = verification;
    this.fingerprints = fingerprints;
    this.way = way;
  }

  /** What was read. */
  public record Verified(List<ManifestReport> reports) {}

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    BackupContext act = BackupContexts.of(step);
    Backup database = step.evidence().get(EvidenceNames.BACKUP_DATABASE, Backup.class);
    List<Backup> parts = new ArrayList<>(List.of(database));
    parts.add(step.evidence().get(EvidenceNames.BACKUP_CONFIGURATION, Backup.class));
    if (way.byTenants(step)) {
      parts.addAll(TenantBackups.all(step));
    }
    List<ManifestReport> reports = new ArrayList<>();
    for (Backup part : parts) {
      reports.add(verification.files(step.source(), part, act));
    }
    for (Backup part : parts.subList(1, parts.size())) {
      verification.readable(step.source(), part, act);
    }
    // The database is decrypted by whoever reads it.
    if (step.source().installation().variant() == Variant.ENTERPRISE) {
      ClusterInventory inventory =
          step.evidence().get(EvidenceNames.CLUSTER_INVENTORY, ClusterInventory.class);
      verification.archive(step.source(), database, inventory, act);
    } else if (way.byTenants(step)) {
      verification.h2Copy(step.source(), database, act);
    } else {
      verification.h2(step.source(), database, act);
    }
    if (way.byTenants(step)) {
      // After dbctl an H2 file is not the same, but what it holds must be.
      new SourceUnchangedCheck(fingerprints).requireUnchangedWhileStopped(step);
    }
    step.evidence().store(EvidenceNames.BACKUP_VERIFICATION, new Verified(reports));
    step.note(
        "Alle Sicherungen vollständig gelesen: unverändert",
        Map.of(
            "Sicherungen", reports.size(),
            "Dateien", reports.stream().mapToInt(ManifestReport::files).sum(),
            "Bytes", reports.stream().mapToLong(ManifestReport::bytes).sum()));
    return StepOutcome.completed();
  }
}
