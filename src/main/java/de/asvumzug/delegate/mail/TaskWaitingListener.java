package de.asvumzug.delegate.mail;

import de.asvumzug.notify.Mails;
import de.asvumzug.notify.WaitingTask;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.task.PersonTask;
import de.asvumzug.task.PersonTasks;
import de.asvumzug.task.TaskDeadline;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.MigrationKey;
import de.asvumzug.trail.TrailKind;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.task.IdentityLink;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells a task's candidate groups that it waits, in the transaction that creates it. A task without
 * a group, or of a process that is no move, gets no mail; a move without a plan gets a note on the
 * trail and its task all the same.
 */
@Component
public class TaskWaitingListener {
  private final Mails mails;
  private final MigrationLookup migrations;
  private final PersonTasks tasks;
  private final AuditTrail trail;

  TaskWaitingListener(
      Mails mails, MigrationLookup migrations, PersonTasks tasks, AuditTrail trail) {
    this.tasks = tasks;
    this.mails = mails;
    this.migrations = migrations;
    this.trail = trail;
  }

  @EventListener
  void on(DelegateTask task) {
    if (!TaskListener.EVENTNAME_CREATE.equals(task.getEventName())) {
      return;
    }
    List<String> groups =
        task.getCandidates().stream()
            .map(IdentityLink::getGroupId)
            .filter(group -> group != null && !group.isBlank())
            .sorted()
            .toList();
    Optional<String> move = MigrationKey.migration(task.getExecution());
    if (move.isPresent() && !groups.isEmpty()) {
      tell(move.get(), groups, task);
    }
  }

  /** How often this group has completed this task in this move. */
  private static int answered(String move, String group, DelegateTask task) {
    return (int)
        task.getProcessEngineServices()
            .getHistoryService()
            .createHistoricTaskInstanceQuery()
            .processInstanceBusinessKey(move)
            .taskDefinitionKey(task.getTaskDefinitionKey())
            .taskHadCandidateGroup(group)
            .taskDeleteReason("completed")
            .count();
  }

  private void tell(String move, List<String> groups, DelegateTask task) {
    try {
      Migration migration = migrations.get(move);
      String name = task.getName() == null ? task.getTaskDefinitionKey() : task.getName();
      PersonTask asked = tasks.of(task.getTaskDefinitionKey());
      String due =
          task.getDueDate() == null
              ? ""
              : new TaskDeadline(asked, migration.window()).words(task.getDueDate().toInstant());
      for (String group : groups) {
        mails.taskWaiting(
            migration,
            group,
            new WaitingTask(
                task.getTaskDefinitionKey(),
                name,
                task.getId(),
                asked.mailHeading(),
                asked.mailLines(migration),
                1 + answered(move, group, task),
                due,
                task.getDueDate() == null ? null : task.getDueDate().toInstant()));
      }
    } catch (NoSuchElementException e) {
      trail.append(
          new AuditEvent(
              move,
              TrailKind.NOTE,
              AuditEvent.SYSTEM,
              task.getTaskDefinitionKey(),
              MigrationKey.school(task.getExecution()).orElse(null),
              null,
              "Zu dieser Aufgabe ging keine Mail hinaus, weil es zu dem Umzug keinen Plan gibt.",
              Map.of("groups", groups)));
    }
  }
}
