package de.asvumzug.delegate.prepare;

import de.asvumzug.check.around.CentralSystemCheck;
import de.asvumzug.check.finding.Findings;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import de.asvumzug.trail.evidence.EvidenceNames;
import java.io.IOException;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Calls the central system from the new server. Stores {@code central-system}; completes with
 * {@code centralSystemFindings}, the number of findings that block. A second run calls again;
 * nothing is changed.
 */
@Component
public class CheckCentralSystemDelegate implements StepHandler {
  private final CentralSystemCheck check;

  public CheckCentralSystemDelegate(CentralSystemCheck check) {
    this.check = check;
  }

  @Override
  public StepOutcome carryOut(Step step) throws IOException, InterruptedException {
    Findings findings = check.check(step.migration(), step.target());
    step.evidence().store(EvidenceNames.CENTRAL_SYSTEM, findings);
    return StepOutcome.completed(Map.of("centralSystemFindings", findings.blocking()));
  }
}
