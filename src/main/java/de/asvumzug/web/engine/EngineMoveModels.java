package de.asvumzug.web.engine;

import de.asvumzug.task.approval.DeployedModels;
import de.asvumzug.web.diagram.MoveModels;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Reads the models as they were deployed. What was deployed never changes, so it is read once. */
@Component
class EngineMoveModels implements MoveModels {
  private final HistoryService history;
  private final RepositoryService repository;
  private final DeployedModels deployed;
  private final Map<String, Model> read = new ConcurrentHashMap<>();

  EngineMoveModels(
      @Lazy HistoryService history, @Lazy RepositoryService repository, DeployedModels deployed) {
    this.deployed = deployed;
    this.history = history;
    this.repository = repository;
  }

  @Override
  public Optional<Model> find(String migrationId, String key) {
    return ran(migrationId, key).map(this::read).or(() -> newest(key));
  }

  private Model read(String definitionId) {
    return read.computeIfAbsent(definitionId, this::model);
  }

  private Optional<String> ran(String migrationId, String key) {
    List<HistoricProcessInstance> last =
        history
            .createHistoricProcessInstanceQuery()
            .processInstanceBusinessKey(migrationId)
            .processDefinitionKey(key)
            .orderByProcessInstanceStartTime()
            .desc()
            .listPage(0, 1);
    return last.stream().findFirst().map(HistoricProcessInstance::getProcessDefinitionId);
  }

  @Override
  public Map<String, byte[]> files(String migrationId) {
    return deployed.files(migrationId);
  }

  @Override
  public Optional<Model> newest(String key) {
    return Optional.ofNullable(
            repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(key)
                .latestVersion()
                .singleResult())
        .map(ProcessDefinition::getId)
        .map(this::read);
  }

  private Model model(String definitionId) {
    ProcessDefinition definition = repository.getProcessDefinition(definitionId);
    Map<String, String> calls =
        repository
            .getBpmnModelInstance(definitionId)
            .getModelElementsByType(CallActivity.class)
            .stream()
            .collect(Collectors.toMap(CallActivity::getId, CallActivity::getCalledElement));
    try (InputStream bpmn = repository.getProcessModel(definitionId)) {
      String xml = new String(bpmn.readAllBytes(), StandardCharsets.UTF_8);
      String name = definition.getName() == null ? definition.getKey() : definition.getName();
      return new Model(definition.getKey(), name, calls, xml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
