package de.asvumzug.security.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.repository.DeploymentWithDefinitions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Deploys models, decisions and forms as one deployment with stable names, so that {@code
 * deployment}-bound calls and forms belong together. A set that has not changed is not deployed
 * again.
 */
@Component
public final class ProcessDeployment implements SmartInitializingSingleton {
  /** Name of the deployment. */
  public static final String NAME = "asv-umzug";

  private static final Logger LOG = LoggerFactory.getLogger(ProcessDeployment.class);
  private static final Map<String, String> FOLDERS =
      Map.of(
          "classpath*:/*.bpmn", "", "classpath*:/*.dmn", "", "classpath*:/forms/*.html", "forms/");

  private final RepositoryService repository;
  private final ResourcePatternResolver resources;

  ProcessDeployment(RepositoryService repository, ResourcePatternResolver resources) {
    this.repository = repository;
    this.resources = resources;
  }

  /** Before anything that starts a process is started. */
  @Override
  public void afterSingletonsInstantiated() {
    Map<String, Resource> files = files();
    if (files.keySet().stream().noneMatch(name -> name.endsWith(".bpmn"))) {
      LOG.error(
          "Im Programm sind keine Prozessmodelle (*.bpmn) enthalten; Umzüge können nicht starten.");
    }
    if (files.isEmpty()) {
      return;
    }
    DeploymentBuilder deployment =
        repository.createDeployment().name(NAME).source(NAME).enableDuplicateFiltering(false);
    files.forEach((name, file) -> add(deployment, name, file));
    DeploymentWithDefinitions deployed = deployment.deployWithResult();
    LOG.info("Prozessmodelle {} bereit: {} Dateien", deployed.getId(), files.size());
  }

  /** Sorted by name, so that equal sets are equal. */
  private Map<String, Resource> files() {
    Map<String, Resource> files = new TreeMap<>();
    FOLDERS.forEach(
        (pattern, folder) -> {
          try {
            for (Resource file : resources.getResources(pattern)) {
              files.putIfAbsent(folder + file.getFilename(), file);
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return files;
  }

  private static void add(DeploymentBuilder deployment, String name, Resource file) {
    try (InputStream content = file.getInputStream()) {
      deployment.addInputStream(name, content);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
