package de.asvumzug.security.engine;

import de.asvumzug.security.account.Groups;
import java.util.Optional;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/** Whose a task is: of the groups that are asked, and of the person who has claimed it. */
@Component
public final class OwnTasks {
  private final TaskService tasks;
  private final Groups groups;

  OwnTasks(TaskService tasks, Groups groups) {
    this.tasks = tasks;
    this.groups = groups;
  }

  /** The task, if it is there and a group of the person is asked, or the person has claimed it. */
  Optional<Task> of(String person, String id) {
    return any(id).filter(one -> person.equals(one.getAssignee()) || asked(person, id));
  }

  /** Whosever it is. */
  Optional<Task> any(String id) {
    return Optional.ofNullable(tasks.createTaskQuery().taskId(id).singleResult());
  }

  boolean isThere(String id) {
    return tasks.createTaskQuery().taskId(id).count() == 1;
  }

  private boolean asked(String person, String id) {
    var memberOf = groups.of(person);
    return !memberOf.isEmpty()
        && tasks
                .createTaskQuery()
                .taskId(id)
                .taskCandidateGroupIn(memberOf)
                .includeAssignedTasks()
                .count()
            == 1;
  }

  /** Gives a claimed task back to its groups. */
  void giveBack(Task task) {
    tasks.setAssignee(task.getId(), null);
  }
}
