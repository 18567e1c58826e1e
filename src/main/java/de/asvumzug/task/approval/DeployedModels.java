package de.asvumzug.task.approval;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Everything that a move runs on: models, rule tables and forms that were deployed together. A move
 * keeps those that it began with: each model calls those of its own deployment.
 */
@Component
public class DeployedModels {
  private static final String WHOLE = "asv-migration";

  private final HistoryService history;
  private final RepositoryService repository;

  DeployedModels(@Lazy HistoryService history, @Lazy RepositoryService repository) {
    this.history = history;
    this.repository = repository;
  }

  /** Each file as it was deployed, by its name; of a move that has not begun, the newest ones. */
  public Map<String, byte[]> files(String migrationId) {
    String deployment = deployment(migrationId);
    Map<String, byte[]> files = new TreeMap<>();
    for (String name : repository.getDeploymentResourceNames(deployment)) {
      try (InputStream file = repository.getResourceAsStream(deployment, name)) {
        files.put(name, file.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }

  /** What runs now counts, should an administrator have changed a running move over. */
  private String deployment(String migrationId) {
    List<HistoricProcessInstance> runs =
        history
            .createHistoricProcessInstanceQuery()
            .processInstanceBusinessKey(migrationId)
            .processDefinitionKey(WHOLE)
            .orderByProcessInstanceStartTime()
            .desc()
            .listPage(0, 1);
    ProcessDefinition definition =
        runs.isEmpty()
            ? repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(WHOLE)
                .latestVersion()
                .singleResult()
            : repository.getProcessDefinition(runs.get(0).getProcessDefinitionId());
    return definition.getDeploymentId();
  }
}
