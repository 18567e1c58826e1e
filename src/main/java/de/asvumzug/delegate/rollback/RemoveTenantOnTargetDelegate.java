package de.asvumzug.delegate.rollback;

import de.asvumzug.asv.Tenant;
import de.asvumzug.asv.database.Dbctl;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.tenant.HostConcurrencyLimiter;
import de.asvumzug.backup.tenant.TargetTenants;
import de.asvumzug.backup.tenant.TenantBackup;
import de.asvumzug.backup.tenant.TenantBackupOrder;
import de.asvumzug.backup.tenant.TenantRestored;
import de.asvumzug.check.guard.Guard;
import de.asvumzug.check.guard.TenantGuard;
import de.asvumzug.check.tenant.TenantComparison;
import de.asvumzug.check.tenant.TenantFingerprints;
import de.asvumzug.check.tenant.TenantMeasurement;
import de.asvumzug.delegate.BackupContexts;
import de.asvumzug.delegate.NamedJobs;
import de.asvumzug.delegate.TargetOutOfUse;
import de.asvumzug.delegate.TenantBackups;
import de.asvumzug.delegate.TenantWays;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import de.asvumzug.trail.evidence.EvidenceNames;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Takes the schools of a move that is given up out of a server that works for others (rules I1, I2
 * and I9): only schools that this move has brought there, never one that was there before (evidence
 * {@code target-tenants}). The server must be stopped; what belongs to the others is measured
 * before and after, and any change of it is a permanent failure. A school that people may have
 * worked with is backed up before it goes. By hand it only looks whether the schools are gone or
 * locked. Completes at once if the move never got as far. A second run removes what is still there.
 */
@Component
public class RemoveTenantOnTargetDelegate implements StepHandler {

  private final Dbctl dbctl;
  private final Guard guard;
  private final TenantGuard tenants;
  private final TenantFingerprints fingerprints;
  private final TenantBackup backups;
  private final TargetOutOfUse outOfUse;
  private final HostConcurrencyLimiter share;

  public RemoveTenantOnTargetDelegate(
      Dbctl dbctl,
      Guard guard,
      TenantGuard tenants,
      TenantFingerprints fingerprints,
      TenantBackup backups,
      TargetOutOfUse outOfUse,
      HostConcurrencyLimiter share) {
    this.outOfUse = outOfUse;
    this.share = share;
    this.backups = backups;
    this.dbctl = dbctl;
    this.guard = guard;
    this.tenants = tenants;
    this.fingerprints = fingerprints;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    Optional<TargetTenants> before =
        step.evidence().find(TargetTenants.EVIDENCE, TargetTenants.class);
    if (before.isEmpty()) {
      step.note("Auf dem neuen Server ist noch keine Schule dieses Umzugs angekommen", Map.of());
      return StepOutcome.completed();
    }
    if (outOfUse.instead(
        step, "Auf der neuen Maschine wird keine Schule entfernt: Sie ist außer Betrieb")) {
      return StepOutcome.completed();
    }
    if (step.byHand()) {
      tenants.schools(step.target(), step.migration().schoolNumbers()).requireOutOfUse();
      return StepOutcome.completed();
    }
    // Alone, and when nothing of an attempt before this one is at work any more.
    List<String> arrived =
        share.alone(step.target(), BackupContexts.of(step), alone -> arrived(step, before.get()));
    Optional<TenantMeasurement> begun =
        step.evidence()
            .find(EvidenceNames.TENANT_FINGERPRINTS_TARGET_REMOVAL, TenantMeasurement.class);
    if (!arrived.isEmpty() || begun.isPresent()) {
      remove(step, arrived, begun);
    }
    step.note("Schulen dieses Umzugs vom neuen Server entfernt", Map.of("Schulen", arrived));
    return StepOutcome.completed();
  }

  private List<String> arrived(Step step, TargetTenants before) throws Exception {
    List<String> moved = step.migration().schoolNumbers();
    List<String> there =
        dbctl.list(step.target()).stream().map(Tenant::number).filter(moved::contains).toList();
    List<String> theirs = there.stream().filter(before::holds).toList();
    if (!theirs.isEmpty()) {
      throw OperationFailed.permanent(
          "Auf %s gab es schon vor diesem Umzug: Schule %s. Sie wird nicht gelöscht."
              .formatted(step.target().host().name(), String.join(", ", theirs)),
          """
          Bitte mit dem Betreiber klären, ob dort die Sicherung von vor dem Umzug eingespielt \
          werden muss (Nachweis target-backup).""");
    }
    return there;
  }

  /** What was measured before the first deletion counts until the others are seen unchanged. */
  private void remove(Step step, List<String> arrived, Optional<TenantMeasurement> begun)
      throws Exception {
    TenantMeasurement before =
        share.alone(
            step.target(),
            BackupContexts.of(step),
            alone -> {
              guard.proveStopped(step.target(), step.migration().source());
              return begun.isPresent() ? begun.get() : measure(step, alone.jobs(), "vorher");
            });
    if (begun.isEmpty()) {
      step.evidence().store(EvidenceNames.TENANT_FINGERPRINTS_TARGET_REMOVAL, before);
    }
    for (String school : arrived) {
      keep(step, school);
      share.alone(
          step.target(),
          BackupContexts.of(step),
          alone -> {
            dbctl.delete(step.target(), school, alone.jobs(), step.progress());
            return school;
          });
    }
    TenantMeasurement after =
        share.alone(
            step.target(),
            BackupContexts.of(step),
            alone -> {
              requireGone(step, arrived);
              return measure(step, alone.jobs(), "nachher");
            });
    requireNothingLeft(step, after);
    TenantComparison others = TenantComparison.others(before, after);
    step.note(others.summary(), Map.of("Abweichungen", others.differences().size()));
    if (!others.equal()) {
      throw OperationFailed.permanent(
          "%s. Beim Entfernen wurden Daten anderer Schulen berührt.".formatted(others.summary()),
          """
          Bitte den neuen Server nicht starten und die Sicherung von vor dem Umzug prüfen \
          (Nachweis target-backup).""");
    }
  }

  /** What was entered since the school arrived is here only (rule I2). */
  private void keep(Step step, String school) throws Exception {
    if (step.evidence().find(TenantBackups.restored(school), TenantRestored.class).isEmpty()) {
      return; // cut on its way in: nobody has worked with it here
    }
    Backup kept =
        backups.backUp(
            new TenantBackupOrder(
                step.target(),
                school,
                step.target().installation().version(),
                Instant.EPOCH,
                false),
            BackupContexts.of(step));
    step.note(
        """
        Schule %s vor dem Entfernen gesichert in %s; was auf dem neuen Server erfasst wurde, \
        gibt es nur noch dort"""
            .formatted(school, kept.folder()),
        Map.of("SHA-256 des Manifests", kept.manifestSha256()));
  }

  private void requireGone(Step step, List<String> arrived) throws Exception {
    List<String> left =
        dbctl.list(step.target()).stream().map(Tenant::number).filter(arrived::contains).toList();
    if (!left.isEmpty()) {
      throw OperationFailed.permanent(
          "dbctl hat auf %s ohne Fehler gelöscht, nennt aber noch: Schule %s."
              .formatted(step.target().host().name(), String.join(", ", left)),
          "Bitte diese Schulen dort von Hand entfernen und den Schritt wiederholen.");
    }
  }

  /** Also what a restore that was cut has left, without the school being listed. */
  private static void requireNothingLeft(Step step, TenantMeasurement after) {
    List<String> left = step.migration().schoolNumbers().stream().filter(after::holds).toList();
    if (!left.isEmpty()) {
      throw OperationFailed.permanent(
          "Auf %s liegen noch Daten der Schule %s."
              .formatted(step.target().host().name(), String.join(", ", left)),
          "Bitte dort von Hand entfernen und den Schritt wiederholen.");
    }
  }

  private TenantMeasurement measure(Step step, Jobs jobs, String when) throws Exception {
    return fingerprints.take(
        step.target(),
        step.migration().schoolNumbers(),
        TenantWays.of(step, fingerprints),
        step.key() + "-" + when,
        new NamedJobs(jobs, when),
        step.progress());
  }
}
