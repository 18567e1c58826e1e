package de.asvumzug.step;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.springframework.stereotype.Component;

/** The steps that somebody must carry out, or a move would wait there without a word. */
@Component
public class HandlerCoverage {
  private final ExternalTaskService externalTasks;
  private final RepositoryService repository;

  HandlerCoverage(ExternalTaskService externalTasks, RepositoryService repository) {
    this.externalTasks = externalTasks;
    this.repository = repository;
  }

  /** Of the newest models, and of the steps that wait now, perhaps in an older model. */
  public Set<String> topics() {
    Set<String> topics = new TreeSet<>(externalTasks.getTopicNames());
    for (ProcessDefinition definition :
        repository.createProcessDefinitionQuery().latestVersion().active().list()) {
      repository
          .getBpmnModelInstance(definition.getId())
          .getModelElementsByType(ServiceTask.class)
          .stream()
          .filter(task -> "external".equals(task.getCamundaType()))
          .map(ServiceTask::getCamundaTopic)
          .forEach(topics::add);
    }
    return topics;
  }

  /**
   * @param handlers by the names of their beans
   * @throws IllegalStateException naming the steps that none of them carries out: a move would wait
   *     there without a word, perhaps with both servers stopped
   */
  public static void requireCovered(Collection<String> topics, Map<String, StepHandler> handlers) {
    Set<String> missing = new TreeSet<>(topics);
    handlers.keySet().forEach(bean -> missing.remove(StepWorker.topic(bean)));
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          """
          Für diese Schritte der Prozessmodelle fehlt die Ausführung: %s. \
          Ein Umzug bliebe dort ohne Meldung stehen. Bitte Programm und Modelle derselben \
          Ausgabe verwenden."""
              .formatted(String.join(", ", missing)));
    }
  }
}
