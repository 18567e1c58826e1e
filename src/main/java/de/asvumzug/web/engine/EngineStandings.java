package de.asvumzug.web.engine;

import de.asvumzug.step.incident.IncidentDecisions;
import de.asvumzug.web.move.GroupNames;
import de.asvumzug.web.move.StepStanding;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricExternalTaskLog;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** How elements stand: asks the engine who is waited for, what failed and what was skipped. */
@Component
public class EngineStandings {
  private static final String USER_TASK = "userTask";
  private static final String FAILED = "FAILED";

  private final HistoryService history;
  private final RuntimeService runtime;
  private final TaskService tasks;

  public EngineStandings(
      @Lazy HistoryService history, @Lazy RuntimeService runtime, @Lazy TaskService tasks) {
    this.history = history;
    this.runtime = runtime;
    this.tasks = tasks;
  }

  /** Of the elements of one process instance, read once for all of them. */
  Instance of(HistoricProcessInstance instance) {
    Set<String> skipped =
        history
            .createHistoricExternalTaskLogQuery()
            .processInstanceId(instance.getId())
            .workerId(IncidentDecisions.SKIPPER)
            .successLog()
            .list()
            .stream()
            .map(HistoricExternalTaskLog::getActivityInstanceId)
            .collect(Collectors.toSet());
    return new Instance(incidents(instance), skipped);
  }

  /** As above, for elements that have not ended. */
  Instance ofOpen(HistoricProcessInstance instance) {
    return new Instance(incidents(instance), Set.of());
  }

  private List<Incident> incidents(HistoricProcessInstance instance) {
    return instance.getEndTime() != null
        ? List.of()
        : runtime.createIncidentQuery().processInstanceId(instance.getId()).list();
  }

  /** What is known about one process instance. */
  final class Instance {
    private final List<Incident> incidents;
    private final Set<String> skipped;

    private Instance(List<Incident> incidents, Set<String> skipped) {
      this.incidents = incidents;
      this.skipped = skipped;
    }

    /**
     * @param lastAttempt state of the step's last attempt; null if it has none
     * @param site whether the step waits for a worker on site
     */
    StepStanding of(HistoricActivityInstance activity, String lastAttempt, boolean site) {
      if (activity.getEndTime() != null) {
        return activity.isCanceled()
            ? StepStanding.CANCELLED
            : skipped.contains(activity.getId()) ? StepStanding.SKIPPED : StepStanding.ENDED;
      }
      if (failed(activity)) {
        return StepStanding.FAILED;
      }
      if (USER_TASK.equals(activity.getActivityType())) {
        return StepStanding.waitingFor(person(activity));
      }
      if (site) {
        return StepStanding.waitingFor("den Worker am Standort");
      }
      return FAILED.equals(lastAttempt)
          ? StepStanding.waitingFor("den nächsten Versuch")
          : StepStanding.RUNNING;
    }

    private boolean failed(HistoricActivityInstance activity) {
      return incidents.stream()
          .anyMatch(
              incident ->
                  activity.getActivityId().equals(incident.getActivityId())
                      && activity.getExecutionId().equals(incident.getExecutionId()));
    }
  }

  private String person(HistoricActivityInstance activity) {
    Optional<String> group =
        activity.getTaskId() == null
                || tasks.createTaskQuery().taskId(activity.getTaskId()).count() == 0
            ? Optional.empty()
            : tasks.getIdentityLinksForTask(activity.getTaskId()).stream()
                .filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType()))
                .map(IdentityLink::getGroupId)
                .findFirst();
    String name = group.map(GroupNames::of).orElse("eine Person");
    return activity.getAssignee() == null ? name : name + " (" + activity.getAssignee() + ")";
  }
}
