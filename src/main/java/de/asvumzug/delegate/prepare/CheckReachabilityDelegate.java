package de.asvumzug.delegate.prepare;

import de.asvumzug.check.around.ClientAccessCheck;
import de.asvumzug.check.finding.Findings;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import de.asvumzug.trail.evidence.EvidenceNames;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Connects to the new server under its planned address, as clients do. Stores {@code reachability};
 * completes with {@code reachabilityFindings}, the number of findings that block. A second run
 * connects again; nothing is changed.
 */
@Component
public class CheckReachabilityDelegate implements StepHandler {
  private final ClientAccessCheck check;

  public CheckReachabilityDelegate(ClientAccessCheck check) {
    this.check = check;
  }

  @Override
  public StepOutcome carryOut(Step step) throws InterruptedException {
    Findings findings = check.check(step.migration());
    step.evidence().store(EvidenceNames.REACHABILITY, findings);
    return StepOutcome.completed(Map.of("reachabilityFindings", findings.blocking()));
  }
}
