package de.asvumzug.step;

import java.util.Map;
import org.camunda.bpm.client.ExternalTaskClient;
import org.camunda.bpm.client.ExternalTaskClientBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects the handlers of all steps with the engine through the official external task client: one
 * subscription a handler, for the tasks of one site.
 */
public final class StepSubscriptions {
  private static final Logger LOG = LoggerFactory.getLogger(StepSubscriptions.class);
  private static final int LONG_POLL_MILLIS = 10_000;

  private final Map<String, StepHandler> handlers;
  private final WorkerSettings settings;

  /**
   * @param handlers by the name of their bean, which names the topic
   */
  public StepSubscriptions(Map<String, StepHandler> handlers, WorkerSettings settings) {
    this.handlers = handlers;
    this.settings = settings;
  }

  /**
   * @param connection where the engine is and how to log in there
   * @param site whose tasks are fetched
   * @return the client that fetches from now on, to be stopped by the caller
   */
  public ExternalTaskClient open(
      ExternalTaskClientBuilder connection, StepWorker worker, String site) {
    ExternalTaskClient client =
        connection
            .workerId(worker.id())
            .maxTasks(settings.threads())
            .asyncResponseTimeout(LONG_POLL_MILLIS)
            .lockDuration(settings.lock().toMillis())
            .build();
    handlers.forEach(
        (bean, handler) ->
            client
                .subscribe(StepWorker.topic(bean))
                .variables(StepWorker.VARIABLES)
                .processVariableEquals(TaskRouting.VARIABLE, site)
                .handler((task, service) -> worker.accept(task, service, handler))
                .open());
    LOG.info("Worker {} carries out {} kinds of steps of {}", worker.id(), handlers.size(), site);
    return client;
  }
}
