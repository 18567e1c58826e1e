package de.asvumzug.delegate.monitor;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.check.guard.MachineAnswers;
import de.asvumzug.check.guard.OutOfUse;
import de.asvumzug.host.Machines;
import de.asvumzug.notify.Mails;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.plan.Side;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.evidence.Evidence;
import de.asvumzug.trail.evidence.EvidenceFactory;
import jakarta.annotation.PreDestroy;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.camunda.bpm.engine.RuntimeService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps looking whether a machine answers again that was stated to be out of use: a second ASV
 * server may come up there at any moment (rule I1), also long after the move was taken back. Starts
 * the process {@code machine-returned}, with a trail line and a mail, once for each return, and
 * ends the statement's power as a proof. A machine that only a site's worker reaches cannot be
 * watched.
 *
 * <p>Each machine is looked at in a thread of its own: silence takes its time, and must not delay
 * the look at another one.
 */
@Component
class ReturnMonitor {
  static final String PROCESS = "machine-returned";

  private static final Logger LOG = LoggerFactory.getLogger(ReturnMonitor.class);

  private final MachinesOutOfUse outOfUse;
  private final MigrationLookup migrations;
  private final Machines machines;
  private final MachineAnswers answers;
  private final EvidenceFactory evidence;
  private final RuntimeService runtime;
  private final AuditTrail trail;
  private final Mails mails;
  private final TransactionTemplate transaction;
  private final ExecutorService looks =
      Executors.newCachedThreadPool(work -> new Thread(work, "return-watch"));
  private final Set<String> beingLookedAt = ConcurrentHashMap.newKeySet();

  ReturnMonitor(
      MachinesOutOfUse outOfUse,
      MigrationLookup migrations,
      Machines machines,
      MachineAnswers answers,
      EvidenceFactory evidence,
      @Lazy RuntimeService runtime,
      AuditTrail trail,
      Mails mails,
      TransactionTemplate transaction) {
    this.outOfUse = outOfUse;
    this.migrations = migrations;
    this.machines = machines;
    this.answers = answers;
    this.evidence = evidence;
    this.runtime = runtime;
    this.trail = trail;
    this.mails = mails;
    this.transaction = transaction;
  }

  @Scheduled(
      fixedDelayString = "${asv.watch.every:60s}",
      initialDelayString = "${asv.watch.every:60s}")
  void look() {
    for (String move : outOfUse.silent()) {
      if (beingLookedAt.add(move)) {
        looks.execute(() -> lookAt(move));
      }
    }
  }

  private void lookAt(String move) {
    try {
      Migration plan = migrations.get(move);
      if (machines.site(plan.target().machine()).isEmpty() && answers(plan)) {
        transaction.executeWithoutResult(status -> raise(plan));
      }
    } catch (RuntimeException e) {
      LOG.warn("The new machine of {} could not be looked at: {}", move, e.toString());
    } finally {
      beingLookedAt.remove(move);
    }
  }

  private boolean answers(Migration plan) {
    Endpoint endpoint =
        new Endpoint(Side.TARGET, plan.target(), machines.host(plan.target().machine()));
    return answers.anySign(endpoint, plan.source());
  }

  private void raise(Migration plan) {
    if (!outOfUse.returned(plan.id())) {
      return;
    }
    LOG.error("The machine {} of {} answers again", plan.target().machine(), plan.id());
    Evidence documents =
        evidence.of(plan.id(), PROCESS, AuditEvent.SYSTEM, null, plan.target().machine());
    OutOfUse stated = documents.get(OutOfUse.EVIDENCE, OutOfUse.class);
    documents.store(
        OutOfUse.EVIDENCE, stated.returned(Instant.now().truncatedTo(ChronoUnit.MILLIS)));
    runtime.startProcessInstanceByKey(
        PROCESS,
        plan.id(),
        Map.of("migrationId", plan.id(), "installTarget", !plan.target().inUse()));
    trail.append(
        new AuditEvent(
            plan.id(),
            TrailKind.INCIDENT_OPENED,
            AuditEvent.SYSTEM,
            "explainReturn",
            null,
            plan.target().machine(),
            "Die Maschine, die als außer Betrieb galt, antwortet wieder",
            stated.details()));
    mails.trouble(plan, "explainReturn", "Maschine antwortet wieder", null);
  }

  @PreDestroy
  void stop() {
    looks.shutdownNow();
  }
}
