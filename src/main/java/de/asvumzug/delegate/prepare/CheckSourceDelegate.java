package de.asvumzug.delegate.prepare;

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
 * Checks the old server before the move. Stores {@code findings-source}; completes with {@code
 * sourceFindings}, the number of findings that block. A check that cannot look blocks, so a machine
 * that is down is a finding, not a failure. A second run looks again; nothing is changed.
 */
@Component
public class CheckSourceDelegate implements StepHandler {
  private final Preflight preflight;

  public CheckSourceDelegate(Preflight preflight) {
    this.preflight = preflight;
  }

  @Override
  public StepOutcome carryOut(Step step) throws InterruptedException {
    Findings findings =
        preflight.check(
            new PreflightContext(
                step.migration(),
                step.source(),
                step.target(),
                step.key(),
                step.jobs(),
                step.progress()));
    step.evidence().store(EvidenceNames.FINDINGS_SOURCE, findings);
    return StepOutcome.completed(Map.of("sourceFindings", findings.blocking()));
  }
}
