package de.asvumzug.delegate;

import de.asvumzug.check.GuardLook;
import de.asvumzug.check.SiteGuard;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import org.springframework.stereotype.Component;

/**
 * Proves that the old ASV server is stopped (rule I1). Every look, also a refusal, is stored as
 * {@code guard-source}. Completes, or fails: lasting on a sign of life, passing if something could
 * not be read. A second run looks again; nothing is changed.
 */
@Component
public class GuardSourceDelegate implements StepHandler {
  private final SiteGuard guard;

  public GuardSourceDelegate(SiteGuard guard) {
    this.guard = guard;
  }

  @Override
  public StepOutcome carryOut(Step step) throws InterruptedException {
    // With an address that moves along, the other server may rightly answer under it.
    GuardLook look = guard.look(step.source(), step.migration().target());
    step.evidence().store("guard-source", look.report());
    look.demandStopped();
    return StepOutcome.completed();
  }
}
