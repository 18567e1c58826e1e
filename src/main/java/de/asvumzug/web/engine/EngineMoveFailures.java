package de.asvumzug.web.engine;

import de.asvumzug.task.incident.IncidentDetails;
import de.asvumzug.web.move.GroupNames;
import de.asvumzug.web.move.MoveFailures;
import java.util.List;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Reads the processes {@code incident} of a move. */
@Component
class EngineMoveFailures implements MoveFailures {
  private static final String INCIDENT = "incident";

  private final RuntimeService runtime;
  private final TaskService tasks;
  private final IncidentDetails details;

  EngineMoveFailures(
      @Lazy RuntimeService runtime, @Lazy TaskService tasks, IncidentDetails details) {
    this.runtime = runtime;
    this.tasks = tasks;
    this.details = details;
  }

  @Override
  public List<String> open(String migrationId) {
    return runtime
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(migrationId)
        .processDefinitionKey(INCIDENT)
        .list()
        .stream()
        .map(this::sentence)
        .toList();
  }

  private String sentence(ProcessInstance incident) {
    String id = String.valueOf(runtime.getVariable(incident.getId(), "incidentId"));
    Object element = runtime.getVariable(incident.getId(), "failedElement");
    return "„%s“ ist fehlgeschlagen: %s %s"
        .formatted(
            details.stepName(id).orElse(String.valueOf(element)),
            details.message(id).orElse("Der Grund ist nicht mehr verzeichnet."),
            tasks.createTaskQuery().processInstanceId(incident.getId()).list().stream()
                .findFirst()
                .map(this::who)
                .orElse("Die Entscheidung wird ausgeführt."));
  }

  private String who(Task task) {
    return task.getAssignee() == null
        ? "Die Aufgabe „%s“ wartet auf %s.".formatted(task.getName(), group(task))
        : "Die Aufgabe „%s“ hat %s.".formatted(task.getName(), task.getAssignee());
  }

  private String group(Task task) {
    return tasks.getIdentityLinksForTask(task.getId()).stream()
        .filter(link -> IdentityLinkType.CANDIDATE.equals(link.getType()))
        .map(IdentityLink::getGroupId)
        .filter(group -> group != null)
        .map(GroupNames::of)
        .findFirst()
        .orElse("eine Person");
  }
}
