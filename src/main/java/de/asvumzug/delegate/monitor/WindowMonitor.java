package de.asvumzug.delegate.monitor;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.step.incident.ExpectedEnds;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.TrailKind;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Lazy;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks people in time whether a move that is not accepted yet goes on beyond its window: starts the
 * process {@code overrun}, again when the end that they named then is reached, and ends it when
 * there is nothing left to decide. It never gives a move up by itself.
 */
@Component
class WindowMonitor {
  static final String PROCESS = "overrun";

  private static final Logger LOG = LoggerFactory.getLogger(WindowMonitor.class);

  private final ActiveMigrations moves;
  private final MigrationLookup migrations;
  private final RuntimeService runtime;
  private final HistoryService history;
  private final ExpectedEnds ends;
  private final AuditTrail trail;
  private final TransactionTemplate transaction;
  private final WatchSettings settings;
  private final Clock clock;

  @Autowired
  WindowMonitor(
      ActiveMigrations moves,
      MigrationLookup migrations,
      @Lazy RuntimeService runtime,
      @Lazy HistoryService history,
      ExpectedEnds ends,
      AuditTrail trail,
      TransactionTemplate transaction,
      WatchSettings settings) {
    this(
        moves, migrations, runtime, history, ends, trail, transaction, settings, Clock.systemUTC());
  }

  WindowMonitor(
      ActiveMigrations moves,
      MigrationLookup migrations,
      RuntimeService runtime,
      HistoryService history,
      ExpectedEnds ends,
      AuditTrail trail,
      TransactionTemplate transaction,
      WatchSettings settings,
      Clock clock) {
    this.moves = moves;
    this.migrations = migrations;
    this.runtime = runtime;
    this.history = history;
    this.ends = ends;
    this.trail = trail;
    this.transaction = transaction;
    this.settings = settings;
    this.clock = clock;
  }

  @Scheduled(
      fixedDelayString = "${asv.watch.every:30s}",
      initialDelayString = "${asv.watch.every:30s}")
  void look() {
    moves.inWindow().forEach(id -> carefully(id, () -> warn(id)));
    runtime
        .createProcessInstanceQuery()
        .processDefinitionKey(PROCESS)
        .list()
        .forEach(open -> carefully(open.getBusinessKey(), () -> endIfDecided(open)));
  }

  /** One move that cannot be looked at must not keep the others from people. */
  private void carefully(String migrationId, Runnable work) {
    try {
      transaction.executeWithoutResult(status -> work.run());
    } catch (RuntimeException e) {
      LOG.error("The window of {} could not be watched; tried again", migrationId, e);
    }
  }

  private void warn(String migrationId) {
    if (!moves.alone(PROCESS, migrationId) || open(migrationId)) {
      return;
    }
    Migration plan = migrations.get(migrationId);
    Optional<Instant> extended = ends.latest(migrationId);
    if (extended.isEmpty() && askedBefore(migrationId)) {
      return; // in a task that did not ask until when
    }
    Instant end = plan.window().end();
    Instant due = extended.orElse(end.minus(settings.beforeEnd()));
    if (clock.instant().isBefore(due)) {
      return;
    }
    runtime.startProcessInstanceByKey(
        PROCESS, migrationId, Map.of("migrationId", migrationId, ExpectedEnds.ASKED, true));
    trail.append(
        new AuditEvent(
            migrationId,
            TrailKind.INCIDENT_OPENED,
            AuditEvent.SYSTEM,
            "decideOverrun",
            null,
            null,
            extended.isEmpty()
                ? "Das Ende des Umzugsfensters ist nah, der Umzug ist nicht abgenommen"
                : "Das erwartete Ende ist erreicht, der Umzug ist nicht abgenommen",
            Map.of("windowEnd", extended.orElse(end).toString())));
  }

  private boolean open(String migrationId) {
    return runtime
            .createProcessInstanceQuery()
            .processDefinitionKey(PROCESS)
            .processInstanceBusinessKey(migrationId)
            .count()
        > 0;
  }

  private boolean askedBefore(String migrationId) {
    return history
            .createHistoricProcessInstanceQuery()
            .processDefinitionKey(PROCESS)
            .processInstanceBusinessKey(migrationId)
            .count()
        > 0;
  }

  /** Accepted or given up meanwhile: nobody has to decide any more. */
  private void endIfDecided(ProcessInstance open) {
    if (!moves.inWindow().contains(open.getBusinessKey())
        && moves.alone(PROCESS, open.getBusinessKey())) {
      runtime.deleteProcessInstanceIfExists(
          open.getId(), "Umzug ist abgenommen oder abgebrochen", false, true, false, false);
    }
  }
}
