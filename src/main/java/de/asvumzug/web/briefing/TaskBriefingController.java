package de.asvumzug.web.briefing;

import de.asvumzug.task.briefing.Briefing;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What a task's form shows. Only for those who may work on the task. */
@RestController
class TaskBriefingController {
  private static final String SCHOOL_GROUP = "schule-";
  private static final List<Permission> WORKING =
      List.of(Permissions.TASK_WORK, Permissions.UPDATE);

  private final TaskService tasks;
  private final AuthorizationService authorizations;
  private final IdentityService identity;
  private final BriefingSource briefings;

  TaskBriefingController(
      TaskService tasks,
      AuthorizationService authorizations,
      IdentityService identity,
      BriefingSource briefings) {
    this.tasks = tasks;
    this.authorizations = authorizations;
    this.identity = identity;
    this.briefings = briefings;
  }

  /** 404 for a task that is not there, and for one that the user may not work on. */
  @GetMapping("/api/tasks/{taskId}/briefing")
  Briefing briefing(@PathVariable String taskId, Principal user) {
    Task task = tasks.createTaskQuery().taskId(taskId).singleResult();
    if (task == null || !mayWorkOn(user.getName(), taskId)) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND,
          "Diese Aufgabe gibt es nicht mehr, oder sie gehört nicht zu Ihren Aufgaben.");
    }
    Map<String, Object> variables = tasks.getVariables(taskId);
    if (!askedSchool(taskId, text(variables, "schoolNumber"))) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND, "Diese Aufgabe gehört nicht zu der Schule, die gefragt ist.");
    }
    return briefings.briefing(
        text(variables, "migrationId"),
        task.getTaskDefinitionKey(),
        text(variables, "schoolNumber"),
        variables);
  }

  /** A task that was given to a school never shows another school's data. */
  private boolean askedSchool(String taskId, String school) {
    List<String> asked =
        tasks.getIdentityLinksForTask(taskId).stream()
            .map(IdentityLink::getGroupId)
            .filter(group -> group != null && group.startsWith(SCHOOL_GROUP))
            .toList();
    return asked.isEmpty() || asked.contains(SCHOOL_GROUP + school);
  }

  private boolean mayWorkOn(String user, String taskId) {
    List<String> groups =
        identity.createGroupQuery().groupMember(user).list().stream().map(Group::getId).toList();
    return WORKING.stream()
        .anyMatch(
            permission ->
                authorizations.isUserAuthorized(user, groups, permission, Resources.TASK, taskId));
  }

  private static String text(Map<String, Object> variables, String name) {
    return variables.get(name) instanceof String text ? text : null;
  }
}
