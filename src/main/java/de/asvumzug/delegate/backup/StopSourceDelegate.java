package de.asvumzug.delegate.backup;

import de.asvumzug.asv.service.AsvServices;
import de.asvumzug.asv.service.SourceServices;
import de.asvumzug.asv.service.UnitState;
import de.asvumzug.delegate.ServiceStates;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Stops and disables both services of the old server; how they were before is noted first, as
 * evidence {@code source-services}, and only once. A second run stops what still runs and attaches
 * to a stop that is under way.
 */
@Component
public class StopSourceDelegate implements StepHandler {
  private final AsvServices services;

  public StopSourceDelegate(AsvServices services) {
    this.services = services;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    if (step.evidence().find(SourceServices.EVIDENCE, SourceServices.class).isEmpty()) {
      step.evidence().store(SourceServices.EVIDENCE, services.note(step.source()));
    }
    List<UnitState> after = services.stopAndDisable(step.source(), step.jobs(), step.progress());
    step.note("Dienste des alten Servers gestoppt und abgeschaltet", ServiceStates.states(after));
    return StepOutcome.completed();
  }
}
