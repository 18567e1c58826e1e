package de.asvumzug.web.engine;

import de.asvumzug.web.move.TaskPlaces;
import de.asvumzug.web.move.Viewer;
import java.util.List;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.TaskService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Asks the engine for open tasks. */
@Component
class EngineTaskPlaces implements TaskPlaces {
  private final TaskService tasks;
  private final HistoryService history;

  EngineTaskPlaces(@Lazy TaskService tasks, @Lazy HistoryService history) {
    this.tasks = tasks;
    this.history = history;
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

  @Override
  public boolean waitedForSchool(String taskId, Viewer viewer) {
    return viewer.schoolGroups().stream()
        .anyMatch(
            group ->
                history
                        .createHistoricTaskInstanceQuery()
                        .taskId(taskId)
                        .taskHadCandidateGroup(group)
                        .finished()
                        .count()
                    > 0);
  }
}
