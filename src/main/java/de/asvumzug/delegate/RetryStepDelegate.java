package de.asvumzug.delegate;

import de.asvumzug.step.IncidentDecisions;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * {@code retryStep}: has the failed step carried out again. A second run sets the same number of
 * tries again.
 */
@Component
class RetryStepDelegate implements JavaDelegate {
  private final IncidentDecisions decisions;

  RetryStepDelegate(IncidentDecisions decisions) {
    this.decisions = decisions;
  }

  @Override
  public void execute(DelegateExecution execution) {
    decisions.retry((String) execution.getVariable("incidentId"));
  }
}
