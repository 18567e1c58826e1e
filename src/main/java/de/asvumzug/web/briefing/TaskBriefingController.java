package de.asvumzug.web.briefing;

import de.asvumzug.task.briefing.Briefing;
import java.security.Principal;
import java.util.Map;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What a task's form shows, and who has the task. Only for those who may work on it. */
@RestController
class TaskBriefingController {
  private final TaskService tasks;
  private final TaskAccess access;
  private final TaskTakeOver takeOver;
  private final BriefingSource briefings;

  TaskBriefingController(
      TaskService tasks, TaskAccess access, TaskTakeOver takeOver, BriefingSource briefings) {
    this.tasks = tasks;
    this.access = access;
    this.takeOver = takeOver;
    this.briefings = briefings;
  }

  /** 404 for a task that is not there, and for one that the user may not work on. */
  @GetMapping("/api/tasks/{taskId}/briefing")
  Briefing briefing(@PathVariable String taskId, Principal user) {
    Task task = task(taskId, user);
    Map<String, Object> variables = tasks.getVariables(taskId);
    if (!access.asksSchool(taskId, text(variables, "schoolNumber"))) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND, "Diese Aufgabe gehört nicht zu der Schule, die gefragt ist.");
    }
    return briefings.briefing(
        text(variables, "migrationId"),
        task.getTaskDefinitionKey(),
        text(variables, "schoolNumber"),
        variables,
        task.getDueDate() == null ? null : task.getDueDate().toInstant());
  }

  /** Who has claimed the task, and whether the user may take it. */
  @GetMapping("/api/tasks/{taskId}/holder")
  TaskTakeOver.Holder holder(@PathVariable String taskId, Principal user) {
    return takeOver.holder(task(taskId, user), user.getName());
  }

  /** 409 with a German reason if another person must do it. */
  @PostMapping("/api/tasks/{taskId}/take-over")
  TaskTakeOver.Holder takeOver(@PathVariable String taskId, Principal user) {
    return takeOver.takeOver(task(taskId, user), user.getName());
  }

  private Task task(String taskId, Principal user) {
    return access
        .find(taskId, user.getName())
        .orElseThrow(
            () ->
                new ResponseStatusException(
                    HttpStatus.NOT_FOUND,
                    "Diese Aufgabe gibt es nicht mehr, oder sie gehört nicht zu Ihren Aufgaben."));
  }

  private static String text(Map<String, Object> variables, String name) {
    return variables.get(name) instanceof String text ? text : null;
  }
}
