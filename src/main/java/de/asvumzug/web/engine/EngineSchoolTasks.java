package de.asvumzug.web.engine;

import de.asvumzug.web.school.SchoolTasks;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Asks the engine for the open tasks of a school's group. */
@Component
class EngineSchoolTasks implements SchoolTasks {
  private static final Comparator<OpenTask> URGENT =
      Comparator.comparing(OpenTask::due, Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(OpenTask::name);

  private final TaskService tasks;

  EngineSchoolTasks(@Lazy TaskService tasks) {
    this.tasks = tasks;
  }

  @Override
  public List<OpenTask> open(Collection<String> groups) {
    return groups.isEmpty()
        ? List.of()
        : tasks
            .createTaskQuery()
            .taskCandidateGroupIn(List.copyOf(groups))
            .includeAssignedTasks()
            .list()
            .stream()
            .map(this::open)
            .sorted(URGENT)
            .toList();
  }

  private OpenTask open(Task task) {
    Object move = tasks.getVariable(task.getId(), "migrationId");
    Instant due = task.getDueDate() == null ? null : task.getDueDate().toInstant();
    return new OpenTask(task.getId(), task.getName(), String.valueOf(move), due);
  }
}
