package de.asvumzug.delegate.backup;

import de.asvumzug.backup.Backup;
import de.asvumzug.backup.tenant.TenantBackup;
import de.asvumzug.backup.tenant.TenantBackupOrder;
import de.asvumzug.check.guard.GuardReport;
import de.asvumzug.delegate.BackupContexts;
import de.asvumzug.delegate.TenantBackups;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import de.asvumzug.trail.evidence.EvidenceNames;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Backs one school up with {@code dbctl} while the old server is stopped; by hand, looks for the
 * file that a person has put into the school's folder. A file that is older than the stop, of
 * another data model, damaged, or not the only one is a permanent failure. Leaves the evidence
 * {@code tenant-backup-<number>}. A second run attaches to a backup that still runs, and uses one
 * that is complete.
 */
@Component
public class BackupTenantDelegate implements StepHandler {
  private final TenantBackup tenants;

  public BackupTenantDelegate(TenantBackup tenants) {
    this.tenants = tenants;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    String school = TenantBackups.school(step);
    TenantBackupOrder order =
        new TenantBackupOrder(
            step.source(),
            school,
            step.target().installation().version(),
            step.evidence().get(EvidenceNames.GUARD_SOURCE, GuardReport.class).seenAt(),
            step.byHand());
    Backup backup = tenants.backUp(order, BackupContexts.of(step));
    step.evidence().store(TenantBackups.made(school), backup);
    step.note(
        "Schule " + school + " gesichert in " + backup.folder(),
        Map.of(
            "Datei", backup.manifest().files().get(0).path(),
            "Bytes", backup.manifest().originalBytes(),
            "SHA-256", backup.manifest().files().get(0).originalSha256(),
            "Schlüssel", backup.manifest().keyWords(),
            "von Hand", step.byHand()));
    return StepOutcome.completed();
  }
}
