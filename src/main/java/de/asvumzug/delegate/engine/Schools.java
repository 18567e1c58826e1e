package de.asvumzug.delegate.engine;

import de.asvumzug.plan.Migrations;
import de.asvumzug.trail.MigrationKey;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Asked by the models: {@code ${schools.numbers(execution)}}. */
@Component("schools")
public class Schools {
  private final Migrations migrations;

  public Schools(Migrations migrations) {
    this.migrations = migrations;
  }

  /** The numbers of all schools of the move, in the order of the plan. */
  public List<String> numbers(DelegateExecution execution) {
    return migrations.get(MigrationKey.required(execution)).schoolNumbers();
  }
}
