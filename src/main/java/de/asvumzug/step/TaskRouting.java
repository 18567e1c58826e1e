package de.asvumzug.step;

import de.asvumzug.host.Machines;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.security.worker.SiteOfTask;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Who carries out a move's steps: the application itself, or the worker of the site that its
 * machines belong to. Every process instance holds the answer in the variable {@value #VARIABLE},
 * by which workers fetch their tasks.
 *
 * <p>The variable is set here and not by the models, at the first start event of each process
 * instance: a phase that an older model calls has it as well, and no call activity can forget it.
 * Instances that were running before are given theirs when the application starts, and again if the
 * settings have changed meanwhile.
 */
@Component
public class TaskRouting implements SmartInitializingSingleton, SiteOfTask {
  public static final String VARIABLE = "workSite";

  /** Value of the variable for the application itself; no site may have this name. */
  public static final String CENTRE = "zentrale";

  private static final Logger LOG = LoggerFactory.getLogger(TaskRouting.class);

  private final MigrationLookup migrations;
  private final Machines machines;
  private final RuntimeService runtime;
  private final ExternalTaskService externalTasks;

  TaskRouting(
      MigrationLookup migrations,
      Machines machines,
      @Lazy RuntimeService runtime,
      @Lazy ExternalTaskService externalTasks) {
    this.migrations = migrations;
    this.machines = machines;
    this.runtime = runtime;
    this.externalTasks = externalTasks;
  }

  /** The site of a move; empty for a move of the centre and for one that is not known. */
  public Optional<String> site(String migrationId) {
    try {
      Migration plan = migrations.get(migrationId);
      return plan == null
          ? Optional.empty()
          : plan.machines().stream()
              .flatMap(machine -> machines.site(machine).stream())
              .findFirst();
    } catch (NoSuchElementException e) {
      return Optional.empty();
    }
  }

  /**
   * Asked of the variable, the same that a fetch goes by.
   *
   * @return empty if the engine does not know the task (any more), or if it is the centre's
   */
  @Override
  public Optional<String> siteOf(String externalTaskId) {
    ExternalTask task =
        externalTasks.createExternalTaskQuery().externalTaskId(externalTaskId).singleResult();
    return task == null
        ? Optional.empty()
        : Optional.ofNullable(runtime.getVariable(task.getProcessInstanceId(), VARIABLE))
            .map(Object::toString)
            .filter(site -> !site.equals(CENTRE));
  }

  @EventListener
  void started(DelegateExecution execution) {
    String move = execution.getProcessBusinessKey();
    if ("start".equals(execution.getEventName())
        && move != null
        && execution.getVariable(VARIABLE) == null) {
      execution.setVariable(VARIABLE, value(move));
    }
  }

  private String value(String migrationId) {
    return site(migrationId).orElse(CENTRE);
  }

  /** Before any worker fetches and before the job executor works. */
  @Override
  public void afterSingletonsInstantiated() {
    for (ProcessInstance instance : runtime.createProcessInstanceQuery().list()) {
      if (instance.getBusinessKey() != null) {
        correct(instance.getId(), value(instance.getBusinessKey()));
      }
    }
  }

  private void correct(String instance, String value) {
    try {
      if (!value.equals(runtime.getVariable(instance, VARIABLE))) {
        runtime.setVariable(instance, VARIABLE, value);
        LOG.info("Steps of process instance {} are carried out by: {}", instance, value);
      }
    } catch (ProcessEngineException e) {
      LOG.warn("Process instance {} has changed at this moment: {}", instance, e.getMessage());
    }
  }
}
