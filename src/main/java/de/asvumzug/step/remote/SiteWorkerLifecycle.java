package de.asvumzug.step.remote;

import de.asvumzug.host.OperationFailed;
import de.asvumzug.step.HandlerCoverage;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepRunner;
import de.asvumzug.step.StepSubscriptions;
import de.asvumzug.step.StepWorker;
import de.asvumzug.step.WorkerSettings;
import java.net.ProxySelector;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.SystemDefaultRoutePlanner;
import org.camunda.bpm.client.ExternalTaskClient;
import org.camunda.bpm.client.interceptor.auth.BasicAuthProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Connects the handlers on site with the centre's engine through the official external task client.
 *
 * <p>The worker's id is new at every start: a second worker of the site can never release or
 * continue what this one holds. What was in work when it died is taken up when its lock has run
 * out.
 */
final class SiteWorkerLifecycle implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(SiteWorkerLifecycle.class);
  private static final int ANSWER_SECONDS = 30;

  private final SiteSettings site;
  private final WorkerSettings settings;
  private final CentralApiClient centre;
  private final StepWorker worker;
  private final Map<String, StepHandler> handlers;
  private final ConfigurableApplicationContext context;
  private Thread connecting;
  private ExternalTaskClient client;

  SiteWorkerLifecycle(
      SiteSettings site,
      WorkerSettings settings,
      CentralApiClient centre,
      RemoteRecords records,
      StepRunner runner,
      Map<String, StepHandler> handlers,
      ConfigurableApplicationContext context) {
    this.site = site;
    this.settings = settings;
    this.centre = centre;
    this.handlers = handlers;
    this.context = context;
    String id = site.site() + "-" + UUID.randomUUID();
    this.worker = new StepWorker(runner, settings, id, records::stillThere);
  }

  /** In the background, since the line may be down for long. */
  @Override
  public synchronized void start() {
    connecting = new Thread(this::connect, "connect-to-centre");
    connecting.start();
  }

  private void connect() {
    try {
      WorkerApi.Steps steps =
          centre
              .get("/steps", WorkerApi.Steps.class)
              .orElseThrow(
                  () ->
                      OperationFailed.permanent(
                          "Unter %s antwortet keine Zentrale dieser Anwendung."
                              .formatted(site.address())));
      HandlerCoverage.requireCovered(steps.topics(), handlers);
      subscribe();
    } catch (OperationFailed | IllegalStateException e) {
      if (!Thread.currentThread().isInterrupted()) {
        LOG.error("Der Worker kann nicht arbeiten: {}", e.getMessage());
        System.exit(SpringApplication.exit(context, () -> 1));
      }
    }
  }

  private synchronized void subscribe() {
    if (connecting == null) {
      return;
    }
    client =
        new StepSubscriptions(handlers, settings)
            .open(
                ExternalTaskClient.create()
                    .baseUrl(site.address() + "/engine-rest")
                    .backoffStrategy(new LineBackoff(Clock.systemUTC()))
                    .addInterceptor(new BasicAuthProvider(site.account(), site.password()))
                    .customizeHttpClient(SiteWorkerLifecycle::patientButNotForEver),
                worker,
                site.site());
  }

  /** A line that dies without a word must not hold up heartbeats. */
  private static void patientButNotForEver(HttpClientBuilder http) {
    http.disableRedirectHandling()
        .setRoutePlanner(new SystemDefaultRoutePlanner(ProxySelector.getDefault()))
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnPerRoute(20)
                .setDefaultConnectionConfig(
                    ConnectionConfig.custom()
                        .setConnectTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                        .setSocketTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                        .build())
                .build())
        .setDefaultRequestConfig(
            RequestConfig.custom().setResponseTimeout(ANSWER_SECONDS, TimeUnit.SECONDS).build());
  }

  @Override
  public synchronized void stop() {
    if (connecting != null) {
      connecting.interrupt();
      connecting = null;
    }
    if (client != null) {
      client.stop();
      client = null;
    }
    worker.close();
  }

  @Override
  public synchronized boolean isRunning() {
    return connecting != null;
  }
}
