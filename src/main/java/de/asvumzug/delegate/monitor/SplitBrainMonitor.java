package de.asvumzug.delegate.monitor;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.check.guard.AnsweringServers;
import de.asvumzug.check.guard.AnsweringServers.Look;
import de.asvumzug.check.guard.PortProbe;
import de.asvumzug.host.Machines;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.notify.Mails;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.plan.Side;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.TrailKind;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.RuntimeService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps looking whether both servers of a move answer (rule I1), from the window's start until the
 * retention is over: then somebody has started one by hand. Raises the process {@code two-servers},
 * a trail line and a mail, once as long as that task is open. A server that works for other schools
 * too is passed over: there the steps prove each school's lock. So is a machine that only a site's
 * worker reaches. What cannot be asked raises nothing; the guard before each start takes it for
 * alive.
 *
 * <p>All moves are looked at side by side, each within seconds: the promise that two servers are
 * noticed within a minute is the pause between two looks and the time of one.
 */
@Component
class SplitBrainMonitor {
  static final String PROCESS = "two-servers";

  private static final Logger LOG = LoggerFactory.getLogger(SplitBrainMonitor.class);
  private static final String LOOPBACK = "localhost";

  private static final Duration IDLE = Duration.ofSeconds(10);
  private static final Duration LONGEST_LOOK = Duration.ofMinutes(1);

  private final ThreadPoolExecutor eyes;
  private final ActiveMigrations moves;
  private final MigrationLookup migrations;
  private final Machines machines;
  private final PortProbe ports;
  private final AnsweringServers answering;
  private final RuntimeService runtime;
  private final AuditTrail trail;
  private final Mails mails;
  private final TransactionTemplate transaction;

  SplitBrainMonitor(
      ActiveMigrations moves,
      MigrationLookup migrations,
      Machines machines,
      PortProbe ports,
      AnsweringServers answering,
      @Lazy RuntimeService runtime,
      AuditTrail trail,
      Mails mails,
      TransactionTemplate transaction,
      WatchSettings settings) {
    this.eyes =
        new ThreadPoolExecutor(
            settings.parallel(),
            settings.parallel(),
            IDLE.toSeconds(),
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            look -> {
              Thread thread = new Thread(look, "site-watch");
              thread.setDaemon(true);
              return thread;
            });
    eyes.allowCoreThreadTimeOut(true);
    this.moves = moves;
    this.migrations = migrations;
    this.machines = machines;
    this.ports = ports;
    this.answering = answering;
    this.runtime = runtime;
    this.trail = trail;
    this.mails = mails;
    this.transaction = transaction;
  }

  @Scheduled(
      fixedRateString = "${asv.watch.every:30s}",
      initialDelayString = "${asv.watch.every:30s}")
  void look() throws InterruptedException {
    List<Callable<Void>> looks = new ArrayList<>();
    List<String> watched = moves.withTwoServers();
    answering.keep(watched);
    for (String id : watched) {
      carefully(
          id,
          () -> {
            Migration plan = migrations.get(id);
            if (watchable(plan)) {
              looks.add(() -> look(plan));
            }
          });
    }
    // A machine that is switched off keeps nobody waiting but its own move.
    eyes.invokeAll(looks, LONGEST_LOOK.toSeconds(), TimeUnit.SECONDS);
  }

  private Void look(Migration plan) {
    carefully(
        plan.id(),
        () -> {
          Look look =
              new Look(answers(plan, Side.SOURCE), answers(plan, Side.TARGET), Instant.now());
          answering.seen(plan.id(), look);
          if (look.source() && look.target()) {
            transaction.executeWithoutResult(status -> raise(plan));
          }
        });
    return null;
  }

  private static void carefully(String id, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warn("The servers of {} could not be watched: {}", id, e.toString());
    }
  }

  @PreDestroy
  void close() {
    eyes.shutdownNow();
  }

  private boolean watchable(Migration plan) {
    return !plan.sourceServesOthers()
        && !plan.target().inUse()
        && machines.site(plan.source().machine()).isEmpty()
        && machines.site(plan.target().machine()).isEmpty();
  }

  /** Where both share an address, it says nothing: only the machine itself does. */
  private boolean answers(Migration plan, Side side) {
    Installation own = plan.installation(side);
    Installation other = plan.installation(side == Side.SOURCE ? Side.TARGET : Side.SOURCE);
    boolean shared =
        own.address().equalsIgnoreCase(other.address()) && own.clientPort() == other.clientPort();
    Endpoint endpoint = new Endpoint(side, own, machines.glance(own.machine()));
    return !shared && opens(own) || reaches(endpoint);
  }

  private boolean opens(Installation own) {
    try {
      return ports.opens(own.address(), own.clientPort());
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean reaches(Endpoint endpoint) {
    try {
      return endpoint.host().reaches(LOOPBACK, endpoint.installation().clientPort());
    } catch (IOException | OperationFailed e) {
      return false;
    }
  }

  private void raise(Migration plan) {
    if (!moves.alone(PROCESS, plan.id()) || open(plan.id())) {
      return;
    }
    LOG.error("Both servers of {} answer", plan.id());
    runtime.startProcessInstanceByKey(PROCESS, plan.id(), Map.of("migrationId", plan.id()));
    trail.append(
        new AuditEvent(
            plan.id(),
            TrailKind.INCIDENT_OPENED,
            AuditEvent.SYSTEM,
            "stopOneServer",
            null,
            null,
            "Alter und neuer Server antworten beide",
            Map.of("alt", plan.source().address(), "neu", plan.target().address())));
    mails.trouble(plan, "stopOneServer", "Zwei Server antworten", null);
  }

  private boolean open(String migrationId) {
    return runtime
            .createProcessInstanceQuery()
            .processDefinitionKey(PROCESS)
            .processInstanceBusinessKey(migrationId)
            .count()
        > 0;
  }
}
