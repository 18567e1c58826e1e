package de.asvumzug.delegate.rollback;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.Tenant;
import de.asvumzug.asv.TenantLocks;
import de.asvumzug.asv.database.Dbctl;
import de.asvumzug.check.guard.TenantGuard;
import de.asvumzug.delegate.GuardedStart;
import de.asvumzug.delegate.TargetOutOfUse;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.Side;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Lets the schools of a move that is taken back work on the old server again (rules I1 and I9), but
 * only after the proof that nobody can work with them on the new one. What was locked before the
 * move stays locked. Completes at once if the move has locked nothing; by hand it only looks. A
 * second run unlocks what is still locked.
 */
@Component
public class UnlockTenantOnSourceDelegate implements StepHandler {
  private final Dbctl dbctl;
  private final TenantGuard tenants;
  private final GuardedStart guard;
  private final TargetOutOfUse outOfUse;

  public UnlockTenantOnSourceDelegate(
      Dbctl dbctl, TenantGuard tenants, GuardedStart guard, TargetOutOfUse outOfUse) {
    this.dbctl = dbctl;
    this.tenants = tenants;
    this.guard = guard;
    this.outOfUse = outOfUse;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    Optional<TenantLocks> noted = step.evidence().find(TenantLocks.EVIDENCE, TenantLocks.class);
    if (noted.filter(TenantLocks::locked).isEmpty()) {
      step.note("Auf dem alten Server ist von diesem Umzug keine Schule gesperrt", Map.of());
      return StepOutcome.completed();
    }
    TenantLocks locks = noted.get();
    outOfUse.instead(step, "Auf der neuen Maschine arbeitet niemand: Sie ist außer Betrieb");
    List<String> schools =
        locks.schools().stream().filter(school -> !locks.lockedBefore().contains(school)).toList();
    guard.alone(
        step,
        Side.SOURCE,
        () ->
            GuardedStart.seen(
                tenants
                    .look(step.target(), locks.schools(), step.migration().source())
                    .requireOutOfUse()),
        (endpoint, proof) -> {
          proof.obtain();
          unlock(step, endpoint, schools);
          return schools;
        });
    requireUnlocked(step, schools);
    step.evidence().store(TenantLocks.EVIDENCE, locks.undone(step.source().host().clock()));
    step.note("Schulen auf dem alten Server wieder freigegeben", Map.of("Schulen", schools));
    return StepOutcome.completed();
  }

  private void unlock(Step step, Endpoint endpoint, List<String> schools) throws Exception {
    if (!step.byHand()) {
      for (String school : schools) {
        dbctl.unlock(endpoint, school);
      }
    }
  }

  private void requireUnlocked(Step step, List<String> schools) throws Exception {
    List<String> locked =
        dbctl.list(step.source()).stream()
            .filter(Tenant::locked)
            .map(Tenant::number)
            .filter(schools::contains)
            .toList();
    if (!locked.isEmpty()) {
      throw OperationFailed.permanent(
          "Auf %s sind noch gesperrt: Schule %s."
              .formatted(step.source().host().name(), String.join(", ", locked)),
          "Bitte diese Schulen dort freigeben und den Schritt wiederholen.");
    }
  }
}
