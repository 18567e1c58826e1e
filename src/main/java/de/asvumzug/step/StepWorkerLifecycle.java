package de.asvumzug.step;

import de.asvumzug.security.worker.WorkerAccount;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
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
 *
 * <p>The worker's id is stable over a restart, so that its own locks can be released at the start
 * and its work goes on at once. A lock in the database makes sure that no second application uses
 * the same id; if one does, this one takes a random id and waits for locks like any other.
 */
@Component
class StepWorkerLifecycle implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(StepWorkerLifecycle.class);

  private final Map<String, StepHandler> handlers;
  private final StepRunner runner;
  private final WorkerSettings settings;
  private final WorkerAccount account;
  private final ExternalTaskService externalTasks;
  private final DataSource dataSource;
  private final HandlerCoverage needed;
  private Connection identity;
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
      DataSource dataSource,
      HandlerCoverage needed) {
    this.handlers = handlers;
    this.runner = runner;
    this.settings = settings;
    this.account = account;
    this.externalTasks = externalTasks;
    this.dataSource = dataSource;
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
    String id = workerId();
    worker = new StepWorker(runner, settings, id, this::stillThere);
    client =
        ExternalTaskClient.create()
            .baseUrl("http://localhost:" + port + "/engine-rest")
            .workerId(id)
            .maxTasks(settings.threads())
            .asyncResponseTimeout(10_000)
            .backoffStrategy(new ExponentialBackoffStrategy(50, 2, 1_000))
            .lockDuration(settings.lock().toMillis())
            .addInterceptor(new BasicAuthProvider(account.user(), account.password()))
            .build();
    handlers.forEach(
        (bean, handler) ->
            client
                .subscribe(StepWorker.topic(bean))
                .variables(StepWorker.VARIABLES)
                .processVariableEquals(TaskRouting.VARIABLE, TaskRouting.CENTRE)
                .handler((task, service) -> worker.accept(task, service, handler))
                .open());
    LOG.info("Worker {} carries out {} kinds of steps", id, handlers.size());
  }

  private boolean stillThere(String externalTaskId) {
    return externalTasks.createExternalTaskQuery().externalTaskId(externalTaskId).count() > 0;
  }

  private String workerId() throws SQLException {
    String id = settings.worker().isBlank() ? hostName() : settings.worker();
    if (!reserve(id)) {
      LOG.warn("Another application works as {}: this one takes a name of its own", id);
      return id + "-" + UUID.randomUUID();
    }
    for (ExternalTask task : externalTasks.createExternalTaskQuery().workerId(id).locked().list()) {
      LOG.info(
          "Going on with {} of process instance {}",
          task.getActivityId(),
          task.getProcessInstanceId());
      externalTasks.unlock(task.getId());
    }
    return id;
  }

  /**
   * Holds a session lock on the name as long as this application lives; the database frees it when
   * we die.
   */
  private boolean reserve(String id) throws SQLException {
    identity = dataSource.getConnection();
    try (PreparedStatement lock =
        identity.prepareStatement(
            "select pg_try_advisory_lock(hashtextextended('asv-umzug worker ' || ?, 0))")) {
      lock.setString(1, id);
      try (ResultSet row = lock.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "asv-umzug";
    }
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
    HandlerCoverage.mustBeCovered(needed.topics(), handlers);
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
    closeIdentity();
  }

  private void closeIdentity() {
    if (identity == null) {
      return;
    }
    try {
      identity.abort(Runnable::run); // a pooled connection given back would keep the lock
    } catch (SQLException e) {
      LOG.debug("The database has closed the connection already", e);
    }
    identity = null;
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
