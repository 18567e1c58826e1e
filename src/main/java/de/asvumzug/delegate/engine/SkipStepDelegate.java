package de.asvumzug.delegate.engine;

import de.asvumzug.step.incident.IncidentDecisions;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * {@code skipStep}: completes the failed step without carrying it out, after two persons agreed. A
 * step that makes the move safe is refused. Runs in one transaction with the engine, so never
 * twice.
 */
@Component
class SkipStepDelegate implements JavaDelegate {
  private final IncidentDecisions decisions;

  SkipStepDelegate(IncidentDecisions decisions) {
    this.decisions = decisions;
  }

  @Override
  public void execute(DelegateExecution execution) {
    decisions.skip(
        (String) execution.getVariable("incidentId"),
        String.valueOf(execution.getVariable("reason")),
        String.valueOf(execution.getVariable("decidedBy")),
        String.valueOf(execution.getVariable("confirmedBy")));
  }
}
