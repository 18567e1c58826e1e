package de.asvumzug.delegate;

import de.asvumzug.backup.tenant.HostConcurrencyLimiter;
import de.asvumzug.check.tenant.TenantFingerprints;
import de.asvumzug.check.tenant.TenantMeasurement;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.step.Step;
import de.asvumzug.trail.evidence.EvidenceNames;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What the target held before the first school came in. A target in use was measured when it was
 * backed up; a fresh one is measured once, by the first of the schools that are restored side by
 * side, while the others wait.
 */
@Component
public class TargetBaseline {

  private final TenantFingerprints fingerprints;
  private final HostConcurrencyLimiter share;

  TargetBaseline(TenantFingerprints fingerprints, HostConcurrencyLimiter share) {
    this.fingerprints = fingerprints;
    this.share = share;
  }

  /** The target must be stopped. */
  public TenantMeasurement get(Step step) throws Exception {
    Optional<TenantMeasurement> known = known(step);
    if (known.isPresent()) {
      return known.get();
    }
    return share.alone(
        step.target(),
        BackupContexts.of(step),
        alone -> {
          Optional<TenantMeasurement> meanwhile = known(step);
          if (meanwhile.isPresent()) {
            return meanwhile.get();
          }
          TenantMeasurement taken = now(step, alone.jobs());
          step.evidence().store(EvidenceNames.TENANT_FINGERPRINTS_TARGET_BEFORE, taken);
          return taken;
        });
  }

  /** What it holds now; for schools that a person has restored already. */
  public TenantMeasurement now(Step step) throws Exception {
    return share.among(step.target(), BackupContexts.of(step), placed -> now(step, placed.jobs()));
  }

  /** What it holds of one school now. */
  public TenantMeasurement now(Step step, String school) throws Exception {
    return share.among(
        step.target(),
        BackupContexts.of(step),
        placed ->
            fingerprints.takeAlone(
                step.target(),
                school,
                TenantWays.of(step, fingerprints),
                step.key(),
                placed.jobs(),
                step.progress()));
  }

  private TenantMeasurement now(Step step, Jobs jobs) throws Exception {
    return fingerprints.take(
        step.target(),
        step.migration().schoolNumbers(),
        TenantWays.of(step, fingerprints),
        step.key(),
        jobs,
        step.progress());
  }

  public static Optional<TenantMeasurement> known(Step step) {
    return step.evidence()
        .find(EvidenceNames.TENANT_FINGERPRINTS_TARGET_BEFORE, TenantMeasurement.class);
  }
}
