package de.asvumzug.delegate.restore;

import de.asvumzug.asv.Tenant;
import de.asvumzug.asv.database.Dbctl;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.database.TargetBackup;
import de.asvumzug.backup.tenant.HostConcurrencyLimiter;
import de.asvumzug.backup.tenant.TargetTenants;
import de.asvumzug.check.tenant.TenantFingerprints;
import de.asvumzug.check.tenant.TenantMeasurement;
import de.asvumzug.delegate.BackupContexts;
import de.asvumzug.delegate.TargetBaseline;
import de.asvumzug.delegate.TenantWays;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import de.asvumzug.trail.evidence.EvidenceNames;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Measures what a target holds that works for schools already, and backs it up, before one is
 * brought in. A school of this move that is there already is a permanent failure, before anything
 * is written. Leaves the evidence {@code target-tenants}, {@code target-backup} and {@code
 * tenant-fingerprints-target-before}. A second run measures again and uses the backup that is
 * complete, unless the server has worked since the first measured it: then it makes a new one.
 */
@Component
public class BackupTargetDelegate implements StepHandler {
  private final Dbctl dbctl;
  private final TargetBackup backup;
  private final TenantFingerprints fingerprints;
  private final HostConcurrencyLimiter share;

  public BackupTargetDelegate(
      Dbctl dbctl,
      TargetBackup backup,
      TenantFingerprints fingerprints,
      HostConcurrencyLimiter share) {
    this.share = share;
    this.dbctl = dbctl;
    this.backup = backup;
    this.fingerprints = fingerprints;
  }

  /** Alone: another move may be bringing a school in there, which would be neither in nor out. */
  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    return share.alone(step.target(), BackupContexts.of(step), alone -> backUp(step, alone));
  }

  private StepOutcome backUp(Step step, BackupContext act) throws Exception {
    String machine = step.target().host().name();
    TargetTenants there = new TargetTenants(machine, dbctl.list(step.target()));
    List<String> numbers = step.migration().schoolNumbers();
    List<String> both = numbers.stream().filter(there::holds).toList();
    if (!both.isEmpty()) {
      throw OperationFailed.permanent(
          "Auf %s gibt es schon: Schule %s. Eine Einspielung würde ihre Daten dort ersetzen."
              .formatted(machine, String.join(", ", both)),
          """
          Bitte mit dem Betreiber klären, was dort liegt; nur er kann sie dort löschen. \
          Gesichert und geändert wurde nichts.""");
    }
    TenantMeasurement now =
        fingerprints.take(
            step.target(),
            numbers,
            TenantWays.of(step, fingerprints),
            step.key(),
            act.jobs(),
            step.progress());
    if (TargetBaseline.known(step).filter(before -> !holdsTheSame(before, now)).isPresent()) {
      backup.discard(step.target(), act);
      step.note(
          "Der neue Server hat seit seiner Sicherung gearbeitet; er wird noch einmal gesichert",
          Map.of());
    }
    step.evidence().store(TargetTenants.EVIDENCE, there);
    step.evidence().store(EvidenceNames.TENANT_FINGERPRINTS_TARGET_BEFORE, now);
    Backup made = backup.backUp(step.target(), act);
    step.evidence().store(EvidenceNames.TARGET_BACKUP, made);
    step.note(
        "Neuer Server gesichert, bevor eine Schule dazukommt: " + made.folder(),
        Map.of(
            "Schulen", there.schools().stream().map(Tenant::number).toList(),
            "Bytes", made.manifest().bytes(),
            "Schlüssel", made.manifest().keyWords(),
            "SHA-256 des Manifests", made.manifestSha256()));
    return StepOutcome.completed();
  }

  private static boolean holdsTheSame(TenantMeasurement before, TenantMeasurement now) {
    return before.others().equals(now.others()) && before.valueLists().equals(now.valueLists());
  }
}
