package de.asvumzug.delegate.restore;

import de.asvumzug.asv.service.AsvServices;
import de.asvumzug.asv.service.SourceServices;
import de.asvumzug.asv.service.UnitState;
import de.asvumzug.delegate.ServiceStates;
import de.asvumzug.delegate.TargetOutOfUse;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import de.asvumzug.trail.evidence.EvidenceNames;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Stops and disables both services of the new server; nothing happens where none is set up yet. Of
 * a server that works for schools already, how they were is noted first, and only once. A second
 * run stops what still runs and attaches to a stop that is under way. Completes at once if two
 * people have stated that the machine is out of use and it does not answer.
 */
@Component
public class StopTargetDelegate implements StepHandler {

  private final AsvServices services;
  private final TargetOutOfUse outOfUse;

  public StopTargetDelegate(AsvServices services, TargetOutOfUse outOfUse) {
    this.services = services;
    this.outOfUse = outOfUse;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    if (outOfUse.instead(
        step, "Auf der neuen Maschine wird nichts gestoppt: Sie ist außer Betrieb")) {
      return StepOutcome.completed();
    }
    if (step.migration().target().inUse()
        && step.evidence().find(EvidenceNames.TARGET_SERVICES, SourceServices.class).isEmpty()) {
      step.evidence().store(EvidenceNames.TARGET_SERVICES, services.note(step.target()));
    }
    List<UnitState> after = services.stopAndDisable(step.target(), step.jobs(), step.progress());
    step.note("Dienste des neuen Servers gestoppt und abgeschaltet", ServiceStates.states(after));
    return StepOutcome.completed();
  }
}
