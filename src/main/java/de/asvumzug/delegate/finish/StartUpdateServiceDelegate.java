package de.asvumzug.delegate.finish;

import de.asvumzug.asv.service.AsvServices;
import de.asvumzug.asv.service.SourceServices;
import de.asvumzug.delegate.GuardedStart;
import de.asvumzug.plan.Side;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Starts and enables the update service of the new server, in the mode that the old one had (else
 * the shipped one). As the service may start the server, the guard proves the old server stopped
 * first (rule I1). A second run starts nothing that is up.
 */
@Component
public class StartUpdateServiceDelegate implements StepHandler {
  private final GuardedStart guard;
  private final AsvServices services;

  public StartUpdateServiceDelegate(GuardedStart guard, AsvServices services) {
    this.guard = guard;
    this.services = services;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    Optional<String> mode =
        step.evidence()
            .find(SourceServices.EVIDENCE, SourceServices.class)
            .map(SourceServices::updateServiceMode);
    if (!step.migration().target().inUse()) {
      services.setMode(step.target(), mode.orElse(null)); // one in use has its own
    }
    guard.alone(
        step,
        Side.TARGET,
        (endpoint, proof) -> {
          proof.obtain();
          services.startUpdateService(endpoint);
          services.enableUpdateService(endpoint);
          return endpoint;
        });
    step.note(
        "Aktualisierungsdienst des neuen Servers gestartet",
        Map.of("Betriebsart", mode.orElse("wie ausgeliefert")));
    return StepOutcome.completed();
  }
}
