package de.asvumzug.task;

import java.util.Optional;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Who may claim a task. Four eyes are asked for when it is claimed, not only when it is done:
 * otherwise somebody who must not do it blocks it for those who may.
 */
@Component
public final class ClaimRules {
  private final TaskService tasks;
  private final RuntimeService runtime;
  private final PersonTasks personTasks;

  ClaimRules(@Lazy TaskService tasks, @Lazy RuntimeService runtime, PersonTasks personTasks) {
    this.tasks = tasks;
    this.runtime = runtime;
    this.personTasks = personTasks;
  }

  /** Why this person may not claim the task, German; empty if nothing speaks against it. */
  public Optional<String> refusal(Task task, String person) {
    return personTasks
        .of(task.getTaskDefinitionKey())
        .refusal(new Claim(task, person))
        .map(TaskRefused::getMessage);
  }

  private final class Claim implements Candidate {
    private final Task task;
    private final String person;

    Claim(Task task, String person) {
      this.task = task;
      this.person = person;
    }

    @Override
    public String person() {
      return person;
    }

    @Override
    public String migrationId() {
      return runtime
          .createProcessInstanceQuery()
          .processInstanceId(task.getProcessInstanceId())
          .singleResult()
          .getBusinessKey();
    }

    @Override
    public String processInstance() {
      return task.getProcessInstanceId();
    }

    @Override
    public String variable(String name) {
      return tasks.getVariable(task.getId(), name) instanceof String text ? text : "";
    }
  }
}
