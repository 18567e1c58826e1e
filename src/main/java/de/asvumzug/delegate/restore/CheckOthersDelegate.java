package de.asvumzug.delegate.restore;

import de.asvumzug.check.fingerprint.FingerprintService;
import de.asvumzug.check.fingerprint.NumbersPerSchool;
import de.asvumzug.check.fingerprint.SchoolNumbers;
import de.asvumzug.check.tenant.TenantComparison;
import de.asvumzug.check.tenant.TenantComparison.Difference;
import de.asvumzug.check.tenant.TenantMeasurement;
import de.asvumzug.delegate.SourceUnchangedCheck;
import de.asvumzug.delegate.TargetBaseline;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import de.asvumzug.trail.evidence.EvidenceNames;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Compares what does not belong to the moved schools with what was there before the first of them
 * came: the other schools of a target in use, the fresh installation's own rows otherwise. Where a
 * person restored into a fresh target, nobody has measured it before: then no other school may be
 * there. Leaves the evidence {@code tenant-fingerprints-target}, {@code numbers-target} and {@code
 * other-tenants-check}; any difference is a permanent failure that names the tables. So is a
 * stopped old server whose data have changed since they were measured. A second run measures and
 * compares again.
 */
@Component
public class CheckOthersDelegate implements StepHandler {

  private final TargetBaseline target;
  private final SourceUnchangedCheck source;

  public CheckOthersDelegate(TargetBaseline target, FingerprintService fingerprints) {
    this.target = target;
    this.source = new SourceUnchangedCheck(fingerprints);
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    TenantMeasurement after = target.now(step);
    step.evidence().store(EvidenceNames.TENANT_FINGERPRINTS_TARGET, after);
    step.evidence().store(EvidenceNames.NUMBERS_TARGET, after.numbers());
    TenantComparison comparison =
        TargetBaseline.known(step)
            .map(before -> TenantComparison.others(before, after))
            .orElseGet(() -> nobodyElse(after.numbers(), step.migration().schoolNumbers()));
    step.evidence().store(EvidenceNames.OTHER_TENANTS_CHECK, comparison);
    step.note(comparison.summary(), Map.of("Abweichungen", comparison.differences().size()));
    if (!comparison.equal()) {
      throw OperationFailed.permanent(
          "%s.".formatted(comparison.summary()),
          """
          Bitte den neuen Server nicht starten und klären, was dort geschrieben hat; seine \
          Sicherung und der alte Server sind unverändert.""");
    }
    source.requireUnchanged(step);
    return StepOutcome.completed();
  }

  private static TenantComparison nobodyElse(NumbersPerSchool numbers, List<String> moved) {
    List<Difference> strangers =
        numbers.schools().stream()
            .map(SchoolNumbers::school)
            .filter(school -> !moved.contains(school))
            .map(school -> new Difference("Schule " + school, "gehört nicht zu diesem Umzug"))
            .toList();
    return new TenantComparison("Andere Schulen auf dem neuen Server", strangers, List.of(), 0, 0);
  }
}
