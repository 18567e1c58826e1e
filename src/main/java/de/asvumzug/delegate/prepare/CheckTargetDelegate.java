package de.asvumzug.delegate.prepare;

import de.asvumzug.backup.postgres.LineSurvey;
import de.asvumzug.backup.transfer.LineMeasurement;
import de.asvumzug.check.finding.Findings;
import de.asvumzug.check.finding.Preflight;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import de.asvumzug.trail.evidence.EvidenceNames;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Checks the new server before the move. Stores {@code findings-target}; completes with {@code
 * targetFindings}, the number of findings that block. A check that cannot look blocks, so a machine
 * that is down is a finding, not a failure. A second run looks again; nothing is changed. Beside
 * the checks it measures the line, for the dump of the window.
 */
@Component
public class CheckTargetDelegate implements StepHandler {
  private final Preflight preflight;
  private final LineSurvey survey;

  public CheckTargetDelegate(Preflight preflight, LineSurvey survey) {
    this.preflight = preflight;
    this.survey = survey;
  }

  @Override
  public StepOutcome carryOut(Step step) throws InterruptedException {
    Findings findings =
        preflight.check(
            new PreflightContext(
                step.migration(),
                step.target(),
                step.source(),
                step.key(),
                step.jobs(),
                step.progress()));
    step.evidence().store(EvidenceNames.FINDINGS_TARGET, findings);
    if (step.migration().wholeDatabase()) {
      survey
          .measure(step.source(), step.target(), step.key())
          .ifPresent(measured -> keep(step, measured));
    }
    return StepOutcome.completed(Map.of("targetFindings", findings.blocking()));
  }

  private static void keep(Step step, LineMeasurement measured) {
    step.evidence().store(LineMeasurement.EVIDENCE, measured);
    step.note(
        "Leitung gemessen",
        measured.details(step.source().host().name(), step.target().host().name()));
  }
}
