package de.asvumzug.task.incident;

import java.util.List;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Failed steps of a move that nobody has decided about. */
@Component
public class OpenIncidents {
  private static final String INCIDENT = "incident";

  private final RuntimeService runtime;
  private final IncidentDetails details;

  OpenIncidents(@Lazy RuntimeService runtime, IncidentDetails details) {
    this.runtime = runtime;
    this.details = details;
  }

  /**
   * @param process id of the process {@code incident} that deals with it
   * @param step German name of the failed step
   * @param message German
   */
  public record OpenIncident(String process, String step, String message) {

    /** German: what failed and why. */
    public String sentence() {
      return "„%s“ ist fehlgeschlagen: %s".formatted(step, message);
    }
  }

  public List<OpenIncident> of(String migrationId) {
    return runtime
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(migrationId)
        .processDefinitionKey(INCIDENT)
        .list()
        .stream()
        .map(this::open)
        .toList();
  }

  private OpenIncident open(ProcessInstance process) {
    String id = String.valueOf(runtime.getVariable(process.getId(), "incidentId"));
    Object element = runtime.getVariable(process.getId(), "failedElement");
    return new OpenIncident(
        process.getId(),
        details.stepName(id).orElse(String.valueOf(element)),
        details.message(id).orElse("Der Grund ist nicht mehr verzeichnet."));
  }
}
