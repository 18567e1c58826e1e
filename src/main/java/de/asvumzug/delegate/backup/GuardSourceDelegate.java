package de.asvumzug.delegate.backup;

import de.asvumzug.asv.TenantLocks;
import de.asvumzug.check.guard.GuardLook;
import de.asvumzug.check.guard.SiteGuard;
import de.asvumzug.check.guard.TenantGuard;
import de.asvumzug.check.guard.TenantLook;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import de.asvumzug.trail.evidence.EvidenceNames;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Proves that the old ASV server is stopped, or, once the move keeps its schools out of an old
 * server that goes on for others (evidence {@code tenant-locks}), that they are (rule I1). Every
 * look, also a refusal, is stored as {@code guard-source}. Completes, or fails: permanent on a sign
 * of life, temporary if something could not be read. A second run looks again; nothing is changed.
 */
@Component
public class GuardSourceDelegate implements StepHandler {
  private final SiteGuard guard;
  private final TenantGuard tenants;

  public GuardSourceDelegate(SiteGuard guard, TenantGuard tenants) {
    this.guard = guard;
    this.tenants = tenants;
  }

  @Override
  public StepOutcome carryOut(Step step) throws InterruptedException {
    Optional<TenantLocks> locks = step.evidence().find(TenantLocks.EVIDENCE, TenantLocks.class);
    if (step.migration().sourceServesOthers() && locks.filter(TenantLocks::locked).isPresent()) {
      TenantLook look =
          tenants.look(step.source(), step.migration().schoolNumbers(), step.migration().target());
      step.evidence().store(EvidenceNames.GUARD_SOURCE, look.report());
      look.requireOutOfUse();
      return StepOutcome.completed();
    }
    // With an address that moves along, the other server may rightly answer under it.
    GuardLook look = guard.look(step.source(), step.migration().target());
    step.evidence().store(EvidenceNames.GUARD_SOURCE, look.report());
    look.requireStopped();
    return StepOutcome.completed();
  }
}
