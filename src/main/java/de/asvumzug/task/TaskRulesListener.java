package de.asvumzug.task;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * Applies the check of each {@link PersonTask} inside the engine's transaction, whichever way a
 * task is completed: an exception here undoes the completion.
 */
@Component
final class TaskRulesListener {
  private final PersonTasks tasks;

  TaskRulesListener(PersonTasks tasks) {
    this.tasks = tasks;
  }

  /** What the model was told by an earlier task of the same kind does not answer this one. */
  @EventListener(condition = "#task.eventName == 'create'")
  void forgetEarlierAnswers(DelegateTask task) {
    forget(task, "comment");
    tasks.of(task.getTaskDefinitionKey()).answers().names().forEach(name -> forget(task, name));
  }

  /** Where a task is done per school, each school's answer stays its own. */
  private static void forget(DelegateTask task, String variable) {
    if (task.getVariable("schoolNumber") != null) {
      task.getExecution().setVariableLocal(variable, null);
    } else {
      task.getExecution().removeVariable(variable);
    }
  }

  @Order(-100)
  @EventListener(condition = "#task.eventName == 'complete'")
  void check(DelegateTask task) {
    String person = person(task);
    PersonTask own = tasks.of(task.getTaskDefinitionKey());
    Map<String, Object> answers = own.answers().judged(task);
    Completion completion = new Completion(task, person);
    own.refusal(completion)
        .ifPresent(
            refused -> {
              throw refused;
            });
    own.check(completion);
    // Where a task is done per school, its own scope knows these names already (forget above).
    answers.forEach(task.getExecution()::setVariable);
  }

  /**
   * The assignee; a task is completed by the person who took it over, so that the trail is true.
   */
  private String person(DelegateTask task) {
    String assignee = task.getAssignee();
    if (assignee == null) {
      throw new TaskRefused("Bitte übernehmen Sie die Aufgabe zuerst („Übernehmen“).");
    }
    String current = currentUser();
    if (current != null && !current.equals(assignee)) {
      throw new TaskRefused(
          "Diese Aufgabe hat %s übernommen. Bitte übernehmen Sie sie selbst oder lassen Sie sie abschließen."
              .formatted(assignee));
    }
    return assignee;
  }

  /** Whoever has logged in; null where the engine is called without a person's request. */
  private static String currentUser() {
    Authentication login = SecurityContextHolder.getContext().getAuthentication();
    return login == null ? null : login.getName();
  }
}
