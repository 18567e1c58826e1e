package de.asvumzug.web.briefing;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/** Tasks of those who may work on them. */
@Component
class TaskAccess {
  private static final String SCHOOL_GROUP = "schule-";
  private static final List<Permission> WORKING =
      List.of(Permissions.TASK_WORK, Permissions.UPDATE);

  private final TaskService tasks;
  private final AuthorizationService authorizations;
  private final IdentityService identity;

  TaskAccess(TaskService tasks, AuthorizationService authorizations, IdentityService identity) {
    this.tasks = tasks;
    this.authorizations = authorizations;
    this.identity = identity;
  }

  /** Empty for a task that is not there, and for one that the user may not work on. */
  Optional<Task> find(String taskId, String user) {
    return Optional.ofNullable(tasks.createTaskQuery().taskId(taskId).singleResult())
        .filter(task -> mayWorkOn(user, taskId));
  }

  /** A task that was given to a school never shows another school's data. */
  boolean asksSchool(String taskId, String school) {
    List<String> asked =
        groups(taskId).stream().filter(group -> group.startsWith(SCHOOL_GROUP)).toList();
    return asked.isEmpty() || asked.contains(SCHOOL_GROUP + school);
  }

  /** Ids of the groups that the task waits for. */
  List<String> groups(String taskId) {
    return tasks.getIdentityLinksForTask(taskId).stream()
        .filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType()))
        .map(IdentityLink::getGroupId)
        .filter(group -> group != null)
        .toList();
  }

  private boolean mayWorkOn(String user, String taskId) {
    List<String> groups =
        identity.createGroupQuery().groupMember(user).list().stream().map(Group::getId).toList();
    return WORKING.stream()
        .anyMatch(
            permission ->
                authorizations.isUserAuthorized(user, groups, permission, Resources.TASK, taskId));
  }
}
