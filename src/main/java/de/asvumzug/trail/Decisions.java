package de.asvumzug.trail;

import de.asvumzug.trail.words.TypedWords;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.io.IOUtils;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * What a person decided in a task: the variables on the list below that the task's form asks for.
 * Without a form, all on the list that the task sees. A list, because whatever else a form carries
 * (data of pupils, a typed password) must not get on the trail (rule I5).
 */
@Component
final class Decisions {
  private static final List<String> ALLOWED =
      List.of(
          "accepted",
          "agreed",
          "allFine",
          "applicationDataRefreshed",
          "approved",
          "centralSystemReached",
          "clientsUpdated",
          "comment",
          "confirmed",
          "dataComplete",
          "decision",
          "deleted",
          "done",
          "expectedEnd",
          "findingsResolved",
          "fine",
          "howOff",
          "loginWorks",
          "oldSysLoginWorks",
          "otherwise",
          "outOfUseConfirmed",
          "overruleConfirmed",
          "prepared",
          "proposedEnd",
          "proposedStart",
          "reason",
          "released",
          "reportsExported",
          "resolved",
          "secondPerson",
          "skipConfirmed",
          "windowEnd",
          "windowStart");

  /** Texts that a form offers to choose from, or log-ins; every other text somebody typed. */
  private static final Set<String> CHOSEN = Set.of("decision", "howOff", "secondPerson");

  private static final String EMBEDDED = "embedded:deployment:";
  private static final int LONGEST = 1000;

  private final ObjectProvider<RepositoryService> repository;

  Decisions(ObjectProvider<RepositoryService> repository) {
    this.repository = repository;
  }

  Map<String, Object> of(DelegateTask task) {
    String form = form(task);
    Map<String, Object> decisions = new TreeMap<>();
    for (String name : ALLOWED) {
      if (asksFor(form, name)) {
        Object value = plain(name, task.getVariable(name));
        if (value != null) {
          decisions.put(name, value);
        }
      }
    }
    return decisions;
  }

  /** Earlier tasks leave their variables behind; only what this form names was decided here. */
  private static boolean asksFor(String form, String name) {
    return form == null || form.contains("\"" + name + "\"") || form.contains("'" + name + "'");
  }

  /** The text of the embedded form deployed beside the model; null if the task has none. */
  private String form(DelegateTask task) {
    String key = task.getBpmnModelElementInstance().getCamundaFormKey();
    if (key == null || !key.startsWith(EMBEDDED)) {
      return null;
    }
    String resource = key.substring(EMBEDDED.length());
    RepositoryService service = repository.getObject();
    ProcessDefinition model = service.getProcessDefinition(task.getProcessDefinitionId());
    if (!service.getDeploymentResourceNames(model.getDeploymentId()).contains(resource)) {
      return null;
    }
    try (InputStream stream = service.getResourceAsStream(model.getDeploymentId(), resource)) {
      return IOUtils.toString(stream, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("form " + resource + " cannot be read", e);
    }
  }

  private static Object plain(String name, Object value) {
    if (value instanceof Boolean || value instanceof Number) {
      return value;
    }
    if (value instanceof Date date) {
      return Instant.ofEpochMilli(date.getTime()).toString();
    }
    if (value instanceof String text) {
      String kept = shortened(text.strip());
      return CHOSEN.contains(name) ? kept : TypedWords.of(kept);
    }
    return null;
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }
}
