package de.asvumzug.delegate;

import de.asvumzug.asv.AsvServer;
import de.asvumzug.asv.AsvServices;
import de.asvumzug.asv.ServerStart;
import de.asvumzug.asv.SourceServices;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Brings the old server up again, alone (rules I1 and I9): has the guard prove the new one stopped,
 * starts, waits until it is up, and restores how its services were before the move (evidence {@code
 * source-services}). A second run proves it again and starts nothing that is up.
 */
@Component
public class StartSourceDelegate implements StepHandler {
  private final GuardedStart guard;
  private final AsvServer server;
  private final AsvServices services;

  public StartSourceDelegate(GuardedStart guard, AsvServer server, AsvServices services) {
    this.guard = guard;
    this.server = server;
    this.services = services;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    ServerStart start =
        server.start(step.source(), guard.proofOf(step.target(), step.source()), step.progress());
    Optional<SourceServices> before =
        step.evidence().find(SourceServices.EVIDENCE, SourceServices.class);
    if (before.isPresent()) {
      restore(step, before.get());
    }
    step.note(
        start.alreadyRunning() ? "Alter Server läuft schon" : "Alter Server wieder gestartet",
        StartTargetDelegate.details(start));
    return StepOutcome.completed();
  }

  private void restore(Step step, SourceServices before) throws Exception {
    if (before.server().enabled()) {
      services.enableServer(step.source());
    }
    if (before.updateService().enabled()) {
      services.enableUpdateService(step.source());
    }
    if (before.updateService().active()) {
      services.startUpdateService(step.source());
    }
  }
}
