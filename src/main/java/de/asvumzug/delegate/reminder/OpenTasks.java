package de.asvumzug.delegate.reminder;

import de.asvumzug.notify.WaitingTask;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.task.PersonTasks;
import de.asvumzug.task.TaskDeadline;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Tasks that somebody may have to be reminded of. */
@Component
class OpenTasks {
  /** A task, whose it is, and what mails tell of it. */
  record Open(Migration migration, List<String> groups, WaitingTask task) {}

  private final TaskService tasks;
  private final MigrationLookup migrations;
  private final PersonTasks persons;

  OpenTasks(@Lazy TaskService tasks, MigrationLookup migrations, PersonTasks persons) {
    this.tasks = tasks;
    this.migrations = migrations;
    this.persons = persons;
  }

  /** Empty if it is done, has no due date or belongs to no plan. */
  Optional<Open> find(String taskId, String migrationId) {
    Task task = tasks.createTaskQuery().taskId(taskId).singleResult();
    if (task == null || task.getDueDate() == null) {
      return Optional.empty();
    }
    List<String> groups = groups(tasks.getIdentityLinksForTask(taskId));
    return plan(migrationId)
        .map(
            plan ->
                new Open(
                    plan,
                    groups,
                    told(
                        plan,
                        taskId,
                        task.getTaskDefinitionKey(),
                        task.getName(),
                        task.getDueDate().toInstant())));
  }

  Optional<Migration> plan(String migrationId) {
    try {
      return Optional.ofNullable(migrations.get(migrationId));
    } catch (NoSuchElementException e) {
      return Optional.empty();
    }
  }

  static List<String> groups(Iterable<? extends IdentityLink> links) {
    return StreamSupport.stream(links.spliterator(), false)
        .map(IdentityLink::getGroupId)
        .filter(group -> group != null && !group.isBlank())
        .distinct()
        .sorted()
        .toList();
  }

  WaitingTask told(Migration plan, String id, String element, String name, Instant due) {
    return new WaitingTask(
        element,
        name == null ? element : name,
        id,
        List.of(),
        1,
        new TaskDeadline(persons.of(element), plan.window()).words(due),
        due);
  }
}
