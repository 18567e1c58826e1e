package de.asvumzug.delegate;

import de.asvumzug.check.guard.MachineAnswers;
import de.asvumzug.check.guard.OutOfUse;
import de.asvumzug.step.Step;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Whether two people have stated that the new machine is off for good, and it still does not
 * answer: then the steps of the way back do without it. A machine that answers is proven in the
 * usual way, whatever was stated.
 */
@Component
public class TargetOutOfUse {
  private final MachineAnswers answers;

  TargetOutOfUse(MachineAnswers answers) {
    this.answers = answers;
  }

  /** The machine is asked anew each time. */
  public Optional<OutOfUse> standing(Step step) {
    Optional<OutOfUse> stated =
        step.evidence().find(OutOfUse.EVIDENCE, OutOfUse.class).filter(OutOfUse::stands);
    if (stated.isPresent() && answers(step)) {
      step.note(
          "Die neue Maschine antwortet, obwohl sie als außer Betrieb gilt; es gilt nur, was sie"
              + " selbst zeigt",
          Map.of("machine", step.target().host().name()));
      return Optional.empty();
    }
    return stated;
  }

  /** Whether the new machine shows any sign of life now. */
  public boolean answers(Step step) {
    return answers.anySign(step.target(), step.migration().source());
  }

  /**
   * For a step that has nothing to do on a machine that is out of use.
   *
   * @param leftOut German; what is not done, with its reason on the trail
   */
  public boolean instead(Step step, String leftOut) {
    Optional<OutOfUse> stated = standing(step);
    stated.ifPresent(out -> step.note(leftOut, out.details()));
    return stated.isPresent();
  }
}
