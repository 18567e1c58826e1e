package de.asvumzug.delegate.restore;

import de.asvumzug.asv.installer.FreshInstallation;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.Manifest;
import de.asvumzug.backup.tenant.LaidOut;
import de.asvumzug.backup.tenant.TenantRestore;
import de.asvumzug.backup.tenant.TenantRestoreOrder;
import de.asvumzug.backup.tenant.TenantRestored;
import de.asvumzug.check.tenant.TenantMeasurement;
import de.asvumzug.check.tenant.ValueListComparison;
import de.asvumzug.delegate.BackupContexts;
import de.asvumzug.delegate.TargetBaseline;
import de.asvumzug.delegate.TenantBackups;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import de.asvumzug.trail.evidence.EvidenceNames;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Restores one school into the stopped target with {@code dbctl}; by hand, looks whether a person
 * has. Before anything is touched: the file is the one that was backed up, data model and value
 * lists are those of the target, and nothing there can be lost; anything else is a permanent
 * failure. Leaves the evidence {@code tenant-restored-<number>}. A second run attaches to a restore
 * that still runs, and changes nothing once it is done.
 */
@Component
public class RestoreTenantDelegate implements StepHandler {
  private final TenantRestore tenants;
  private final TargetBaseline beforehand;

  public RestoreTenantDelegate(TenantRestore tenants, TargetBaseline beforehand) {
    this.tenants = tenants;
    this.beforehand = beforehand;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    String school = TenantBackups.school(step);
    BackupContext act = BackupContexts.of(step);
    TenantRestoreOrder order =
        new TenantRestoreOrder(
            step.target(),
            school,
            step.migration().schoolNumbers(),
            step.evidence().get(TenantBackups.received(school), Backup.class),
            step.evidence().find(FreshInstallation.EVIDENCE, FreshInstallation.class),
            step.evidence().find(EvidenceNames.TARGET_BACKUP, Backup.class));
    Manifest.Entry file = tenants.requireFit(order, act);
    TenantRestored restored =
        step.byHand() ? byHand(step, order, file) : automatically(step, order, act);
    step.evidence().store(TenantBackups.restored(school), restored);
    step.note(
        "Schule " + school + " auf " + restored.machine() + " eingespielt",
        Map.of(
            "Datei", restored.file(), "SHA-256", restored.sha256(), "von Hand", restored.byHand()));
    return StepOutcome.completed();
  }

  private TenantRestored automatically(Step step, TenantRestoreOrder order, BackupContext act)
      throws Exception {
    requireEqualValueLists(step, beforehand.get(step));
    return tenants.restore(order, act);
  }

  private TenantRestored byHand(Step step, TenantRestoreOrder order, Manifest.Entry file)
      throws Exception {
    TenantMeasurement now = beforehand.now(step);
    requireEqualValueLists(step, now);
    if (!now.holds(order.school())) {
      LaidOut plain = tenants.layOut(step.target(), order.received(), BackupContexts.of(step));
      throw OperationFailed.permanent(
          "Die Schule %s fehlt auf %s.".formatted(order.school(), step.target().host().name()),
          """
          Bitte die Sicherung %s dort als Systemadministrator einspielen und den Schritt \
          wiederholen."""
              .formatted(plain.file()));
    }
    tenants.takeAway(step.target(), order.received(), BackupContexts.of(step));
    return tenants.restored(order, file, true);
  }

  /** Trap 13 of docs/domain.md §13: a school backup refers to value lists by their keys. */
  private static void requireEqualValueLists(Step step, TenantMeasurement target) {
    TenantMeasurement source =
        step.evidence().get(EvidenceNames.TENANT_FINGERPRINTS_SOURCE, TenantMeasurement.class);
    ValueListComparison comparison = ValueListComparison.of(source, target);
    if (!comparison.equal()) {
      throw OperationFailed.permanent(comparison.summary() + " Eingespielt wurde hier nichts.");
    }
  }
}
