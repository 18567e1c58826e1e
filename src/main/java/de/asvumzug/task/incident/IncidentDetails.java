package de.asvumzug.task.incident;

import de.asvumzug.task.briefing.Briefing.Table;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.TrailReader;
import de.asvumzug.trail.chain.TrailRow;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.springframework.stereotype.Component;

/** What the engine knows about a failed step: its message and the end of its details. */
@Component
public final class IncidentDetails {
  private static final int LINES = 20;

  private static final Set<String> LOGINS =
      Set.of("confirmSysLogin", "confirmOriginalLogin", "confirmSourceLogin");

  private final RuntimeService runtime;
  private final ExternalTaskService externalTasks;
  private final RepositoryService repository;
  private final HistoryService history;
  private final TrailReader trail;

  IncidentDetails(
      RuntimeService runtime,
      ExternalTaskService externalTasks,
      RepositoryService repository,
      HistoryService history,
      TrailReader trail) {
    this.history = history;
    this.runtime = runtime;
    this.externalTasks = externalTasks;
    this.repository = repository;
    this.trail = trail;
  }

  /** The German message that the step ended with; empty if the incident is gone. */
  public Optional<String> message(String incidentId) {
    return incident(incidentId).map(Incident::getIncidentMessage).filter(text -> !text.isBlank());
  }

  /** How often the step was tried in vain; 0 if the incident is gone. */
  public int tries(String incidentId) {
    return incident(incidentId)
        .map(Incident::getConfiguration)
        .map(work -> Math.toIntExact(failures(work)))
        .orElse(0);
  }

  /**
   * @param work id of an external task or a job; the other has no log under it
   */
  private long failures(String work) {
    return history.createHistoricExternalTaskLogQuery().externalTaskId(work).failureLog().count()
        + history.createHistoricJobLogQuery().jobId(work).failureLog().count();
  }

  /** The German name of the failed step; empty if the incident is gone. */
  public Optional<String> stepName(String incidentId) {
    return incident(incidentId)
        .flatMap(
            incident ->
                Optional.ofNullable(
                    repository
                        .getBpmnModelInstance(incident.getProcessDefinitionId())
                        .getModelElementById(
                            incident.getFailedActivityId() == null
                                ? incident.getActivityId()
                                : incident.getFailedActivityId())))
        .filter(FlowElement.class::isInstance)
        .map(element -> ((FlowElement) element).getName())
        .map(name -> name.strip().replaceAll("\\s+", " "));
  }

  /** Key of the model that the failed step belongs to; empty if the incident is gone. */
  public Optional<String> phase(String incidentId) {
    return incident(incidentId)
        .map(incident -> repository.getProcessDefinition(incident.getProcessDefinitionId()))
        .map(ProcessDefinition::getKey);
  }

  /** The machine that the step worked on last; empty if it has not come to any. */
  public Optional<String> machine(String migrationId, String element) {
    List<TrailRow> rows = trail.rows(migrationId);
    for (int i = rows.size() - 1; i >= 0; i--) {
      if (element.equals(rows.get(i).element()) && rows.get(i).machine() != null) {
        return Optional.of(rows.get(i).machine());
      }
    }
    return Optional.empty();
  }

  /** What a person said last when a log-in did not work; empty if nobody did. */
  public Optional<String> lastLoginTrouble(String migrationId) {
    List<TrailRow> rows = trail.rows(migrationId);
    for (int i = rows.size() - 1; i >= 0; i--) {
      TrailRow row = rows.get(i);
      if (row.kind() == TrailKind.DECISION
          && LOGINS.contains(row.element())
          && row.details().get("comment") instanceof String comment
          && !comment.isBlank()) {
        return Optional.of(row.actor() + ": " + comment);
      }
    }
    return Optional.empty();
  }

  /** The last lines of what the step left behind; empty if it left nothing. */
  public Optional<Table> lastLines(String incidentId) {
    return incident(incidentId)
        .flatMap(this::externalTask)
        .map(task -> externalTasks.getExternalTaskErrorDetails(task.getId()))
        .map(text -> text.lines().filter(line -> !line.isBlank()).toList())
        .filter(lines -> !lines.isEmpty())
        .map(IncidentDetails::table);
  }

  private Optional<Incident> incident(String incidentId) {
    return Optional.ofNullable(runtime.createIncidentQuery().incidentId(incidentId).singleResult());
  }

  private Optional<ExternalTask> externalTask(Incident incident) {
    return Optional.ofNullable(
        externalTasks
            .createExternalTaskQuery()
            .externalTaskId(incident.getConfiguration())
            .singleResult());
  }

  private static Table table(List<String> lines) {
    List<String> last = lines.subList(Math.max(0, lines.size() - LINES), lines.size());
    return new Table(
        "Letzte Zeilen des Schritts", List.of("Ausgabe"), last.stream().map(List::of).toList());
  }
}
