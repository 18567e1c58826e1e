package de.asvumzug.delegate.engine;

import de.asvumzug.step.incident.IncidentDecisions;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** {@code abortMigration}: sends the abort message to the move, in the same transaction. */
@Component
class AbortMigrationDelegate implements JavaDelegate {
  private final IncidentDecisions decisions;

  AbortMigrationDelegate(IncidentDecisions decisions) {
    this.decisions = decisions;
  }

  @Override
  public void execute(DelegateExecution execution) {
    decisions.abort(
        (String) execution.getVariable("incidentId"),
        (String) execution.getVariable("reason"),
        (String) execution.getVariable("decidedBy"));
  }
}
