package de.asvumzug.step.incident;

import de.asvumzug.step.incident.WorkingServer.Change;
import java.util.Comparator;
import java.util.List;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Asks the engine's history of a move which server is to work for its schools. */
@Component
public class WorkingServers {
  private final HistoryService history;

  public WorkingServers(@Lazy HistoryService history) {
    this.history = history;
  }

  public WorkingServer now(String migrationId) {
    List<Change> changes =
        history
            .createHistoricProcessInstanceQuery()
            .processInstanceBusinessKey(migrationId)
            .list()
            .stream()
            .map(HistoricProcessInstance::getId)
            .flatMap(instance -> changes(instance).stream())
            .sorted(Comparator.comparing(HistoricActivityInstance::getStartTime))
            .map(WorkingServers::change)
            .toList();
    return WorkingServer.after(changes);
  }

  private List<HistoricActivityInstance> changes(String instance) {
    return history.createHistoricActivityInstanceQuery().processInstanceId(instance).list().stream()
        .filter(activity -> WorkingServer.ELEMENTS.contains(activity.getActivityId()))
        .toList();
  }

  private static Change change(HistoricActivityInstance activity) {
    return new Change(
        activity.getProcessDefinitionKey(),
        activity.getActivityId(),
        activity.getEndTime() != null && !activity.isCanceled());
  }
}
