package de.asvumzug.delegate.engine;

import de.asvumzug.step.incident.IncidentDecisions;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * {@code retryStep}: has the failed step carried out again, or, after it was done by hand, only
 * checked. A second run sets the same number of tries again.
 */
@Component
class RetryStepDelegate implements JavaDelegate {
  private final IncidentDecisions decisions;

  RetryStepDelegate(IncidentDecisions decisions) {
    this.decisions = decisions;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String incident = (String) execution.getVariable("incidentId");
    String decidedBy = (String) execution.getVariable("decidedBy");
    if ("byHand".equals(execution.getVariable("decision"))) {
      decisions.checkHandwork(
          incident, String.valueOf(execution.getVariable("comment")), decidedBy);
    } else {
      decisions.retry(incident, decidedBy);
    }
  }
}
