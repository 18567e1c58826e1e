package de.asvumzug.web.engine;

import de.asvumzug.task.PersonTasks;
import de.asvumzug.task.briefing.SchoolVoices.SchoolSaid;
import de.asvumzug.task.school.Confirmation;
import de.asvumzug.task.school.SchoolForm;
import de.asvumzug.task.school.SchoolTask;
import de.asvumzug.web.school.ConfirmedTasks;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricTaskInstance;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Asks the engine's history. */
@Component
class EngineConfirmedTasks implements ConfirmedTasks {
  private final HistoryService history;
  private final PersonTasks personTasks;

  EngineConfirmedTasks(@Lazy HistoryService history, PersonTasks personTasks) {
    this.history = history;
    this.personTasks = personTasks;
  }

  @Override
  public List<SchoolSaid> of(Collection<String> groups, String migrationId) {
    Map<String, SchoolSaid> latest = new LinkedHashMap<>();
    groups.stream()
        .flatMap(group -> completed(group, migrationId).stream())
        .sorted(Comparator.comparing(HistoricTaskInstance::getEndTime))
        .forEach(
            task -> {
              latest.remove(task.getName());
              latest.put(task.getName(), said(task));
            });
    return List.copyOf(latest.values());
  }

  private List<HistoricTaskInstance> completed(String group, String migrationId) {
    return history
        .createHistoricTaskInstanceQuery()
        .processInstanceBusinessKey(migrationId)
        .taskHadCandidateGroup(group)
        .taskDeleteReason("completed")
        .list()
        .stream()
        .filter(
            task ->
                personTasks.of(task.getTaskDefinitionKey()) instanceof SchoolTask asked
                    && asked.form().question() instanceof Confirmation)
        .toList();
  }

  private SchoolSaid said(HistoricTaskInstance task) {
    String words =
        history
            .createHistoricVariableInstanceQuery()
            .taskIdIn(task.getId())
            .variableName(SchoolForm.COMMENT)
            .list()
            .stream()
            .map(variable -> variable.getValue() instanceof String text ? text : "")
            .findFirst()
            .orElse("");
    return new SchoolSaid(task.getName(), true, words, task.getEndTime().toInstant());
  }
}
