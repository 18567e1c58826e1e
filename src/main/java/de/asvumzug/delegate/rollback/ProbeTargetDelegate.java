package de.asvumzug.delegate.rollback;

import de.asvumzug.delegate.TargetOutOfUse;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Looks whether the new machine shows any sign of life, before people may state that it is out of
 * use. Changes nothing and does not fail: the answer is {@code targetAnswers}. A second run looks
 * again.
 */
@Component
public class ProbeTargetDelegate implements StepHandler {
  private final TargetOutOfUse outOfUse;

  public ProbeTargetDelegate(TargetOutOfUse outOfUse) {
    this.outOfUse = outOfUse;
  }

  @Override
  public StepOutcome carryOut(Step step) {
    boolean answers = outOfUse.answers(step);
    step.note(
        answers
            ? "Die neue Maschine antwortet; sie kann nicht als außer Betrieb gelten. Der Schritt wird"
                + " wiederholt"
            : "Die neue Maschine antwortet nicht",
        Map.of("machine", step.target().host().name()));
    return StepOutcome.completed(Map.of("targetAnswers", answers));
  }

  @Override
  public boolean onlyLooks() {
    return true;
  }
}
