package de.asvumzug.delegate.restore;

import de.asvumzug.check.tenant.TenantComparison;
import de.asvumzug.check.tenant.TenantMeasurement;
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
 * Compares one school's rows on the new server with those of the old one, whoever restored it. What
 * a school backup cannot carry is no difference, but noted as a gap for the school to fill. Leaves
 * the evidence {@code tenant-check-<number>}; any difference is a permanent failure that names the
 * tables. A second run measures and compares again.
 */
@Component
public class CheckTenantDelegate implements StepHandler {
  private final TargetBaseline target;

  public CheckTenantDelegate(TargetBaseline target) {
    this.target = target;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    String school = TenantBackups.school(step);
    TenantMeasurement before =
        step.evidence().get(EvidenceNames.TENANT_FINGERPRINTS_SOURCE, TenantMeasurement.class);
    // Not once for all schools: the others are being restored while this one is checked.
    TenantMeasurement after = target.now(step, school);
    TenantComparison comparison = TenantComparison.moved(before, after, school);
    step.evidence().store(TenantBackups.checked(school), comparison);
    step.note(
        comparison.summary(),
        Map.of(
            "Abweichungen", comparison.differences().size(),
            "Lücken", comparison.gaps().size()));
    if (!comparison.equal()) {
      throw OperationFailed.permanent(
          comparison.summary()
              + ". Bitte nicht weitermachen; die Sicherung und der alte Server sind unverändert.");
    }
    return StepOutcome.completed();
  }
}
