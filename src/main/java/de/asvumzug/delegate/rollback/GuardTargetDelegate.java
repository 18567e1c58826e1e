package de.asvumzug.delegate.rollback;

import de.asvumzug.check.guard.GuardLook;
import de.asvumzug.check.guard.OutOfUse;
import de.asvumzug.check.guard.SiteGuard;
import de.asvumzug.delegate.TargetOutOfUse;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import de.asvumzug.trail.evidence.EvidenceNames;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Proves that the new ASV server is stopped (rule I1) before the old one comes back. Every look,
 * also a refusal, is stored as {@code guard-target}. Completes, or fails: permanent on a sign of
 * life, temporary if something could not be read. A second run looks again; nothing is changed. In
 * place of the proof stands the statement of two people that the machine is out of use, as long as
 * it does not answer.
 */
@Component
public class GuardTargetDelegate implements StepHandler {
  private final SiteGuard guard;
  private final TargetOutOfUse outOfUse;

  public GuardTargetDelegate(SiteGuard guard, TargetOutOfUse outOfUse) {
    this.guard = guard;
    this.outOfUse = outOfUse;
  }

  @Override
  public StepOutcome carryOut(Step step) throws InterruptedException {
    Optional<OutOfUse> stated = outOfUse.standing(step);
    if (stated.isPresent()) {
      step.evidence().store(EvidenceNames.GUARD_TARGET, stated.get().report(Instant.now()));
      step.note("Stillstand nach Feststellung zweier Personen", stated.get().details());
      return StepOutcome.completed();
    }
    // With an address that moves along, the other server may rightly answer under it.
    GuardLook look = guard.look(step.target(), step.migration().source());
    step.evidence().store(EvidenceNames.GUARD_TARGET, look.report());
    look.requireStopped();
    return StepOutcome.completed();
  }
}
