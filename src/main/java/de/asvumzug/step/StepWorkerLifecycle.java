package de.asvumzug.step;

import de.asvumzug.security.worker.WorkerAccount;
import java.sql.SQLException;
import java.util.Map;
import org.camunda.bpm.client.ExternalTaskClient;
import org.camunda.bpm.client.backoff.ExponentialBackoffStrategy;
import org.camunda.bpm.client.interceptor.auth.BasicAuthProvider;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.context.WebServerInitializedEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Connects the handlers of all steps with the engine through the official external task client,
 * from the moment the web server answers until the application stops.
 */
@Component
class StepWorkerLifecycle implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(StepWorkerLifecycle.class);

  private final Map<String, StepHandler> handlers;
  private final StepRunner runner;
  private final WorkerSettings settings;
  private final WorkerAccount account;
  private final ExternalTaskService externalTasks;
  private final WorkerIdentity identity;
  private final HandlerCoverage needed;
  private StepWorker worker;
  private ExternalTaskClient client;
  private int port;
  private volatile boolean running;

  StepWorkerLifecycle(
      Map<String, StepHandler> handlers,
      StepRunner runner,
      WorkerSettings settings,
      WorkerAccount account,
      ExternalTaskService externalTasks,
      WorkerIdentity identity,
      HandlerCoverage needed) {
    this.handlers = handlers;
    this.runner = runner;
    this.settings = settings;
    this.account = account;
    this.externalTasks = externalTasks;
    this.identity = identity;
    this.needed = needed;
  }

  @EventListener
  synchronized void webServerStarted(WebServerInitializedEvent event) {
    port = event.getWebServer().getPort();
  }

  @EventListener(ApplicationReadyEvent.class)
  synchronized void connect() throws SQLException {
    if (!running || client != null || port == 0) {
      return;
    }
    worker = new StepWorker(runner, settings, workerId(), this::stillThere);
    client =
        new StepSubscriptions(handlers, settings)
            .open(
                ExternalTaskClient.create()
                    .baseUrl("http://localhost:" + port + "/engine-rest")
                    .backoffStrategy(new ExponentialBackoffStrategy(50, 2, 1_000))
                    .addInterceptor(new BasicAuthProvider(account.user(), account.password())),
                worker,
                TaskRouting.CENTRE);
  }

  private boolean stillThere(String externalTaskId) {
    return externalTasks.createExternalTaskQuery().externalTaskId(externalTaskId).count() > 0;
  }

  /** What it held before a restart goes on at once. */
  private String workerId() throws SQLException {
    WorkerIdentity.Reserved reserved = identity.reserve();
    if (reserved.own()) {
      for (ExternalTask task :
          externalTasks.createExternalTaskQuery().workerId(reserved.id()).locked().list()) {
        LOG.info(
            "Going on with {} of process instance {}",
            task.getActivityId(),
            task.getProcessInstanceId());
        externalTasks.unlock(task.getId());
      }
    }
    return reserved.id();
  }

  /**
   * An element that the engine ends before it was completed (abort) takes its step back, once that
   * is committed.
   */
  @EventListener
  void ended(DelegateExecution execution) {
    if ("end".equals(execution.getEventName()) && execution.isCanceled() && worker != null) {
      String instance = execution.getProcessInstanceId();
      String element = execution.getCurrentActivityId();
      TransactionSynchronizationManager.registerSynchronization(
          new TransactionSynchronization() {
            @Override
            public void afterCommit() {
              worker.takeBack(instance, element);
            }
          });
    }
  }

  /**
   * @throws IllegalStateException if a model has a step that nobody here carries out: a move would
   *     wait there without a word, perhaps with both servers stopped
   */
  @Override
  public synchronized void start() {
    HandlerCoverage.requireCovered(needed.topics(), handlers);
    running = true;
  }

  @Override
  public synchronized void stop() {
    running = false;
    if (client != null) {
      client.stop();
      worker.close();
      client = null;
    }
    identity.release();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Stops before the web server and the engine do. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }
}
