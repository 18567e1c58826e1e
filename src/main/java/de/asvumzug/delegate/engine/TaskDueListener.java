package de.asvumzug.delegate.engine;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.task.PersonTasks;
import de.asvumzug.task.TaskDeadline;
import de.asvumzug.trail.MigrationKey;
import java.util.Date;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Gives each person's task its due date as it comes up, so that list, form and mail tell the same.
 * A task of a move without a plan has none.
 */
@Component
public class TaskDueListener {
  private final MigrationLookup migrations;
  private final PersonTasks tasks;

  public TaskDueListener(MigrationLookup migrations, PersonTasks tasks) {
    this.migrations = migrations;
    this.tasks = tasks;
  }

  /** Before the mail about the task is written, which tells it. */
  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  public void on(DelegateTask task) {
    if (TaskListener.EVENTNAME_CREATE.equals(task.getEventName()) && task.getDueDate() == null) {
      MigrationKey.migration(task.getExecution())
          .flatMap(this::plan)
          .ifPresent(
              plan ->
                  task.setDueDate(
                      Date.from(
                          new TaskDeadline(tasks.of(task.getTaskDefinitionKey()), plan.window())
                              .at(task.getCreateTime().toInstant()))));
    }
  }

  private Optional<Migration> plan(String move) {
    try {
      return Optional.ofNullable(migrations.get(move));
    } catch (NoSuchElementException e) {
      return Optional.empty();
    }
  }
}
