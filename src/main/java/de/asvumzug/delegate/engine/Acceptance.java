package de.asvumzug.delegate.engine;

import de.asvumzug.plan.answer.SchoolAnswerRepository;
import de.asvumzug.trail.MigrationKey;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/**
 * Asked by the models what the schools have said, for example {@code
 * ${acceptance.allFine(execution)}}.
 */
@Component("acceptance")
public class Acceptance {
  private final SchoolAnswerRepository answers;

  public Acceptance(SchoolAnswerRepository answers) {
    this.answers = answers;
  }

  /** Schools that have not answered yet or said no; after a repair nobody else is asked again. */
  public List<String> schoolsToAsk(DelegateExecution execution) {
    return answers.schoolsToAsk(MigrationKey.required(execution));
  }

  /**
   * Whether the school of this branch has not answered a task yet, or said no.
   *
   * @param element id of the task
   */
  public boolean asks(DelegateExecution execution, String element) {
    String school = (String) execution.getVariable("schoolNumber");
    return answers.asks(MigrationKey.required(execution), school, element);
  }

  /** Whether every school has checked its data and none complains. */
  public boolean allFine(DelegateExecution execution) {
    return answers.allFine(MigrationKey.required(execution));
  }
}
