package de.asvumzug.web.engine;

import de.asvumzug.task.incident.OpenIncidents;
import de.asvumzug.task.incident.OpenIncidents.OpenIncident;
import de.asvumzug.web.move.GroupNames;
import de.asvumzug.web.move.MoveFailures;
import java.util.List;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.IdentityLinkType;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Reads the processes {@code incident} of a move. */
@Component
class EngineMoveFailures implements MoveFailures {
  private final TaskService tasks;
  private final OpenIncidents incidents;

  EngineMoveFailures(@Lazy TaskService tasks, OpenIncidents incidents) {
    this.tasks = tasks;
    this.incidents = incidents;
  }

  @Override
  public List<String> open(String migrationId) {
    return incidents.of(migrationId).stream().map(this::sentence).toList();
  }

  private String sentence(OpenIncident incident) {
    return incident.sentence()
        + " "
        + tasks.createTaskQuery().processInstanceId(incident.process()).list().stream()
            .findFirst()
            .map(this::who)
            .orElse("Die Entscheidung wird ausgeführt.");
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
