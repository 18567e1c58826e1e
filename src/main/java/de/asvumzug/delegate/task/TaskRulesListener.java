package de.asvumzug.delegate.task;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * Applies {@link TaskRules} inside the engine's transaction, whichever way a task is completed: an
 * exception here undoes the completion.
 */
@Component
final class TaskRulesListener {
  /** Answers that a later task of the same kind must not take over from an earlier one. */
  private static final Map<String, String> ANSWERS =
      Map.ofEntries(
          Map.entry("agreeSchedule", "agreed"),
          Map.entry("resolveFindings", "findingsResolved"),
          Map.entry("confirmOverrule", "overruleConfirmed"),
          Map.entry("approveMove", "approved"),
          Map.entry("exportReports", "reportsExported"),
          Map.entry("confirmPreparation", "prepared"),
          Map.entry("releaseCutover", "released"),
          Map.entry("confirmSysLogin", "loginWorks"),
          Map.entry("confirmOriginalLogin", "loginWorks"),
          Map.entry("confirmSourceLogin", "loginWorks"),
          Map.entry("acceptMigration", "accepted"),
          Map.entry("refreshApplicationData", "applicationDataRefreshed"),
          Map.entry("recheckData", "dataComplete"),
          Map.entry("completeTenantData", "dataComplete"),
          Map.entry("handleIncident", "decision"),
          Map.entry("decideOverrun", "decision"),
          Map.entry("confirmSkip", "skipConfirmed"),
          Map.entry("clearRemains", "decision"),
          Map.entry("confirmOutOfUse", "outOfUseConfirmed"));

  private final TaskRules rules;

  TaskRulesListener(TaskRules rules) {
    this.rules = rules;
  }

  @EventListener(condition = "#task.eventName == 'create'")
  void forgetEarlierAnswers(DelegateTask task) {
    forget(task, ANSWERS.getOrDefault(task.getTaskDefinitionKey(), "done"));
    forget(task, "comment");
    if (task.getTaskDefinitionKey().equals("confirmPreparation")) {
      forget(task, "oldSysLoginWorks");
    }
    if (task.getTaskDefinitionKey().equals("resolveFindings")) {
      forget(task, "overruleWord");
    }
    if (task.getTaskDefinitionKey().equals("clearRemains")) {
      forget(task, "reason");
    }
    if (task.getTaskDefinitionKey().equals("handleIncident")) {
      forget(task, "howOff");
      forget(task, "reason"); // later tasks of the incident still read it
    }
  }

  /** Where a task is done per school, each school's answer stays its own. */
  private static void forget(DelegateTask task, String variable) {
    if (task.getVariable("schoolNumber") != null) {
      task.getExecution().setVariableLocal(variable, null);
    } else {
      task.removeVariable(variable);
    }
  }

  @Order(-100)
  @EventListener(condition = "#task.eventName == 'complete'")
  void check(DelegateTask task) {
    rules.of(task.getTaskDefinitionKey()).apply(new Completion(task, person(task)));
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
