package de.asvumzug.delegate.engine;

import de.asvumzug.plan.SchoolAnswerRepository;
import de.asvumzug.trail.MigrationKey;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Asked by the models: {@code ${acceptance.allFine(execution)}}. */
@Component("acceptance")
public class Acceptance {
  private final SchoolAnswerRepository answers;

  public Acceptance(SchoolAnswerRepository answers) {
    this.answers = answers;
  }

  /** Whether every school has checked its data and none complains. */
  public boolean allFine(DelegateExecution execution) {
    return answers.allFine(MigrationKey.required(execution));
  }
}
