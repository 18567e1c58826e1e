package de.asvumzug.delegate.engine;

import de.asvumzug.plan.Migrations;
import de.asvumzug.plan.PlanVariables;
import de.asvumzug.trail.MigrationKey;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * {@code loadPlan}: tells the model what it needs to know of the plan.
 *
 * <p>Outcomes: the variables of docs/architecture.md §3 are set to what the plan's newest revision
 * says; a move without a plan is a technical failure. A second run sets them again to the same
 * values.
 */
@Component
public class LoadPlanDelegate implements JavaDelegate {
  private final Migrations migrations;

  public LoadPlanDelegate(Migrations migrations) {
    this.migrations = migrations;
  }

  @Override
  public void execute(DelegateExecution execution) {
    execution.setVariables(PlanVariables.all(migrations.get(MigrationKey.required(execution))));
  }
}
