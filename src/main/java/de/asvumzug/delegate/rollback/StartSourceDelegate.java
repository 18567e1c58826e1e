package de.asvumzug.delegate.rollback;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.TenantLocks;
import de.asvumzug.asv.fence.Fence;
import de.asvumzug.asv.fence.Fence.Parked;
import de.asvumzug.asv.service.AsvServer;
import de.asvumzug.asv.service.AsvServices;
import de.asvumzug.asv.service.ServerStart;
import de.asvumzug.asv.service.SourceServices;
import de.asvumzug.asv.service.StopProof;
import de.asvumzug.check.guard.TenantGuard;
import de.asvumzug.delegate.GuardedStart;
import de.asvumzug.delegate.ServiceStates;
import de.asvumzug.plan.Side;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Brings the old server up again (rules I1 and I9): has the guard prove the new one stopped, or the
 * moving schools out of use on a new one that works for others; starts, waits until it is up, and
 * restores how its services were before the move (evidence {@code source-services}). As long as the
 * move keeps schools out of the old server (evidence {@code tenant-locks}), they must be seen
 * locked there before it starts. What fences it off (evidence {@code fence}) is taken down between
 * proof and start. A second run proves it again and starts nothing that is up.
 */
@Component
public class StartSourceDelegate implements StepHandler {
  private final GuardedStart guard;
  private final AsvServer server;
  private final AsvServices services;
  private final TenantGuard tenants;
  private final Fence fence;

  public StartSourceDelegate(
      GuardedStart guard,
      AsvServer server,
      AsvServices services,
      TenantGuard tenants,
      Fence fence) {
    this.guard = guard;
    this.fence = fence;
    this.tenants = tenants;
    this.server = server;
    this.services = services;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    requireLocks(step);
    ServerStart start =
        guard.alone(step, Side.SOURCE, (endpoint, proof) -> start(step, endpoint, proof));
    step.note(
        start.alreadyRunning() ? "Alter Server läuft schon" : "Alter Server wieder gestartet",
        ServiceStates.details(start));
    return StepOutcome.completed();
  }

  private ServerStart start(Step step, Endpoint endpoint, StopProof proof) throws Exception {
    takeFenceDown(step, proof);
    ServerStart start = server.start(endpoint, proof, step.progress());
    Optional<SourceServices> before =
        step.evidence().find(SourceServices.EVIDENCE, SourceServices.class);
    if (before.isPresent()) {
      ServiceStates.restore(services, endpoint, before.get());
    }
    return start;
  }

  /** Only behind a proof: from here on the old server could be started by anybody. */
  private void takeFenceDown(Step step, StopProof proof) throws Exception {
    Optional<Parked> parked = step.evidence().find(Parked.EVIDENCE, Parked.class);
    if (parked.isPresent()) {
      proof.obtain();
      int back = fence.takeDown(step.source(), parked.get());
      step.note(
          "Sicherung des alten Servers gegen einen Start aufgehoben", Map.of("Dateien", back));
    }
  }

  private void requireLocks(Step step) throws InterruptedException {
    Optional<TenantLocks> locks = step.evidence().find(TenantLocks.EVIDENCE, TenantLocks.class);
    if (locks.filter(TenantLocks::locked).isPresent()) {
      tenants.schools(step.source(), locks.get().schools()).requireOutOfUse();
    }
  }
}
