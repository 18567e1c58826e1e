package de.asvumzug.web.briefing;

import de.asvumzug.notify.Mails;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.task.ClaimRules;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.web.command.NotPossibleNow;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes a task from a colleague who claimed it: somebody who went home must not hold up the night.
 * It stands on the trail, and the colleague is told by mail.
 */
@Service
public class TaskTakeOver {
  private final TaskService tasks;
  private final RuntimeService runtime;
  private final IdentityService identity;
  private final TaskAccess access;
  private final ClaimRules claims;
  private final MigrationLookup migrations;
  private final Mails mails;
  private final AuditTrail trail;

  TaskTakeOver(
      TaskService tasks,
      RuntimeService runtime,
      IdentityService identity,
      TaskAccess access,
      ClaimRules claims,
      MigrationLookup migrations,
      Mails mails,
      AuditTrail trail) {
    this.tasks = tasks;
    this.runtime = runtime;
    this.identity = identity;
    this.access = access;
    this.claims = claims;
    this.migrations = migrations;
    this.mails = mails;
    this.trail = trail;
  }

  /**
   * Who has a task.
   *
   * @param assignee user id; null if nobody has claimed it
   * @param mine whether it is the one who asks
   * @param refusal German, why who asks may not claim it; null if nothing speaks against it
   */
  public record Holder(String assignee, boolean mine, String refusal) {}

  Holder holder(Task task, String user) {
    return new Holder(
        task.getAssignee(),
        user.equals(task.getAssignee()),
        claims.refusal(task, user).orElse(null));
  }

  /**
   * @throws NotPossibleNow (409, German) if another person must do the task
   */
  @Transactional
  public Holder takeOver(Task task, String user) {
    claims
        .refusal(task, user)
        .ifPresent(
            refusal -> {
              throw new NotPossibleNow(refusal);
            });
    String from = task.getAssignee();
    if (!user.equals(from)) {
      tasks.setAssignee(task.getId(), user);
      if (from != null) {
        tell(task, from, user);
      }
    }
    return new Holder(user, true, null);
  }

  private void tell(Task task, String from, String to) {
    String migrationId =
        runtime
            .createProcessInstanceQuery()
            .processInstanceId(task.getProcessInstanceId())
            .singleResult()
            .getBusinessKey();
    String school =
        tasks.getVariable(task.getId(), "schoolNumber") instanceof String number ? number : null;
    trail.append(
        new AuditEvent(
            migrationId,
            TrailKind.DECISION,
            to,
            task.getTaskDefinitionKey(),
            school,
            null,
            "Aufgabe „%s“ von %s an sich gezogen.".formatted(task.getName(), from),
            Map.of("from", from, "to", to)));
    Optional<User> colleague =
        Optional.ofNullable(identity.createUserQuery().userId(from).singleResult());
    access.groups(task.getId()).stream()
        .findFirst()
        .ifPresent(
            group ->
                mails.takenOver(
                    migrations.get(migrationId),
                    group,
                    task.getName(),
                    from,
                    to,
                    colleague.map(User::getEmail).orElse(null)));
  }
}
