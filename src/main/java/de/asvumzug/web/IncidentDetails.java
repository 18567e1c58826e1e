package de.asvumzug.web;

import de.asvumzug.web.Briefing.Table;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.camunda.bpm.engine.runtime.Incident;
import org.springframework.stereotype.Component;

/** What the engine knows about a failed step: its message and the end of its details. */
@Component
final class IncidentDetails {
  private static final int LINES = 20;

  private final RuntimeService runtime;
  private final ExternalTaskService externalTasks;

  IncidentDetails(RuntimeService runtime, ExternalTaskService externalTasks) {
    this.runtime = runtime;
    this.externalTasks = externalTasks;
  }

  /** The German message that the step ended with; empty if the incident is gone. */
  Optional<String> message(String incidentId) {
    return incident(incidentId).map(Incident::getIncidentMessage).filter(text -> !text.isBlank());
  }

  /** The last lines of what the step left behind; empty if it left nothing. */
  Optional<Table> lastLines(String incidentId) {
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
