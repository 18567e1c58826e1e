package de.asvumzug.web.engine;

import de.asvumzug.web.move.TaskPlaces;
import de.asvumzug.web.move.Viewer;
import java.util.List;
import org.camunda.bpm.engine.TaskService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Asks the engine for open tasks. */
@Component
class EngineTaskPlaces implements TaskPlaces {
  private final TaskService tasks;

  EngineTaskPlaces(@Lazy TaskService tasks) {
    this.tasks = tasks;
  }

  @Override
  public boolean waits(String taskId, Viewer viewer) {
    return tasks.createTaskQuery().taskId(taskId).taskAssignee(viewer.user()).count() > 0
        || !viewer.groups().isEmpty()
            && tasks
                    .createTaskQuery()
                    .taskId(taskId)
                    .taskCandidateGroupIn(List.copyOf(viewer.groups()))
                    .includeAssignedTasks()
                    .count()
                > 0;
  }
}
