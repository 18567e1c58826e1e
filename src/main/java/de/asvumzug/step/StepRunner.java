package de.asvumzug.step;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.check.guard.OutOfUse;
import de.asvumzug.host.FencingToken;
import de.asvumzug.host.Host;
import de.asvumzug.host.Machines;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.Sleeper;
import de.asvumzug.host.job.DetachedJobs;
import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.job.JobStatus;
import de.asvumzug.host.job.LogChunk;
import de.asvumzug.host.script.ProgramCache;
import de.asvumzug.host.secret.SecretValues;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.plan.Route;
import de.asvumzug.plan.School;
import de.asvumzug.plan.Side;
import de.asvumzug.step.attempt.Attempt;
import de.asvumzug.step.attempt.AttemptAuditLog;
import de.asvumzug.step.attempt.AttemptRepository;
import de.asvumzug.step.attempt.AttemptRepository.Orphan;
import de.asvumzug.step.attempt.LeaseLost;
import de.asvumzug.step.attempt.LeasedEvidence;
import de.asvumzug.step.attempt.RecordingHost;
import de.asvumzug.step.attempt.RecordingJobs;
import de.asvumzug.step.attempt.TaskLease;
import de.asvumzug.step.attempt.ThrottledProgress;
import de.asvumzug.step.output.JobLogKeeper;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.evidence.EvidenceFactory;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Carries out one attempt at a step and keeps its row and its trail lines. Knows nothing of how the
 * engine is reached.
 */
@Component
public class StepRunner {
  private static final Logger LOG = LoggerFactory.getLogger(StepRunner.class);

  private static final int TAIL_CHARACTERS = 4_000;
  private static final Duration OTHERS_POLL = Duration.ofMillis(200);

  private final AttemptRepository store;
  private final AuditTrail trail;
  private final EvidenceFactory evidence;
  private final MigrationLookup migrations;
  private final Machines machines;
  private final SecretValues secrets;
  private final JobLogKeeper logs;
  private final Duration lease;
  private final Sleeper pause = Sleeper.REAL;

  public StepRunner(
      AttemptRepository store,
      AuditTrail trail,
      EvidenceFactory evidence,
      MigrationLookup migrations,
      Machines machines,
      SecretValues secrets,
      JobLogKeeper logs,
      WorkerSettings settings) {
    this.logs = logs;
    this.store = store;
    this.trail = trail;
    this.evidence = evidence;
    this.migrations = migrations;
    this.machines = machines;
    this.secrets = secrets;
    this.lease = settings.lock();
  }

  /**
   * Ends what steps of this move have left running after the engine ended them, perhaps while
   * nobody was there to notice: an abort must not have a restore or an installer go on beside it
   * (rule I1). An attempt that another worker still has is waited for: that one ends it, or its
   * lease runs out. Then the machines take no start of it any more, and its commands are ended.
   *
   * @param stillThere whether the engine knows the external task
   */
  private void endOrphans(StepTask task, String worker, Predicate<String> stillThere)
      throws IOException, InterruptedException {
    for (List<Orphan> left = orphans(task, stillThere);
        !left.isEmpty();
        left = orphans(task, stillThere)) {
      boolean waiting = false;
      for (Orphan orphan : left) {
        Optional<Orphan> ours = store.takeOver(orphan, worker, lease);
        if (ours.isPresent()) {
          endOrphan(ours.get());
        } else {
          waiting = true;
        }
      }
      if (waiting) {
        pause.during(OTHERS_POLL);
      }
    }
  }

  private List<Orphan> orphans(StepTask task, Predicate<String> stillThere) {
    return store.runningBeside(task).stream()
        .filter(orphan -> !stillThere.test(orphan.externalTaskId()))
        .toList();
  }

  private void endOrphan(Orphan orphan) throws IOException, InterruptedException {
    for (Host host : ends(orphan.task())) {
      host.fence(new FencingToken(orphan.migrationId(), store.nextStartNumber()));
      endWork(host, orphan.key());
      keepLeft(host, orphan.task(), orphan.number());
    }
    store.cancelled(orphan);
  }

  /** Jobs and short commands of an attempt, also those that are still on their way there. */
  private static void endWork(Host host, String key) throws IOException, InterruptedException {
    LOG.warn("Nothing of {} goes on on {}: the engine has ended its step", key, host.name());
    host.shut(key);
  }

  /** What jobs that were ended by force have printed. Those that ended before are kept already. */
  private void keepLeft(Host host, StepTask task, int attempt) {
    AttemptAuditLog log = new AttemptAuditLog(trail, task, attempt);
    String prefix = task.key(attempt) + ".";
    try {
      for (JobKey key : host.jobs()) {
        if (key.value().startsWith(prefix)
            && !(host.status(key).orElse(null) instanceof JobStatus.Ended)) {
          String job = key.value().substring(prefix.length());
          Map<String, Object> details = new LinkedHashMap<>(Map.of("job", job));
          details.putAll(logs.keep(task, attempt, host, key));
          log.write(
              TrailKind.NOTE,
              host.name(),
              "Ausgabe des abgebrochenen Auftrags aufgehoben: " + job,
              details);
        }
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("Output of {} on {} is not kept: {}", prefix, host.name(), e.getMessage());
    }
  }

  private List<Host> ends(StepTask task) {
    return machinesOf(task).stream().map(machines::host).toList();
  }

  /**
   * The machines of the old and the new end, which may be one. Nothing runs on one that people have
   * stated to be out of use and that does not answer.
   */
  private List<String> machinesOf(StepTask task) {
    Migration migration = migrations.get(task.migrationId());
    Optional<OutOfUse> stated =
        evidence
            .of(migration.id(), task.element(), AuditEvent.SYSTEM, null, null)
            .find(OutOfUse.EVIDENCE, OutOfUse.class)
            .filter(OutOfUse::stands);
    return Stream.of(migration.source().machine(), migration.target().machine())
        .distinct()
        .filter(
            machine ->
                stated.filter(out -> out.machine().equals(machine)).isEmpty()
                    || machines.host(machine).answers())
        .toList();
  }

  Attempt takeUp(StepTask task, String worker) {
    return store.takeUp(task, worker, lease);
  }

  /** A sign of life of the worker that has the attempt. */
  void renew(Attempt attempt) {
    store.renew(attempt, lease);
  }

  /**
   * @param worker who carries it out
   * @param stillThere whether the engine knows an external task
   * @throws Exception as the handler threw it; the attempt's row and the trail say so already
   * @throws LeaseLost if the attempt is in other hands by now
   */
  StepOutcome run(
      StepTask task,
      Attempt attempt,
      StepHandler handler,
      TaskLease hold,
      String worker,
      Predicate<String> stillThere)
      throws Exception {
    if (attempt.state() == Attempt.State.DONE) {
      return new StepOutcome.Completed(attempt.outcome());
    }
    AttemptAuditLog log = new AttemptAuditLog(trail, task, attempt.number());
    try {
      if (!handler.onlyLooks()) {
        endOrphans(task, worker, stillThere);
      }
      StepOutcome outcome = handler.carryOut(step(task, attempt, hold, log));
      // Another outcome is found out again, should we be cut before it is reported.
      if (outcome instanceof StepOutcome.Completed completed) {
        store.done(attempt, completed.variables());
      }
      return outcome;
    } catch (InterruptedException e) {
      interrupted(task, attempt, hold);
      throw e;
    } catch (LeaseLost e) {
      hold.lose();
      throw e;
    } catch (Error e) {
      // A program that is not whole or has no memory left: people have to learn of it as of any
      // failure.
      return failed(
          task,
          attempt,
          hold,
          OperationFailed.temporary(
              "Die Anwendung selbst ist gestört (%s).".formatted(e),
              "Bitte Arbeitsspeicher und Installation der Anwendung prüfen.",
              e));
    } catch (Exception e) {
      return failed(task, attempt, hold, e);
    }
  }

  /** Never returns. */
  private StepOutcome failed(StepTask task, Attempt attempt, TaskLease hold, Exception e)
      throws Exception {
    if (!hold.held() || Thread.currentThread().isInterrupted()) {
      // What broke, broke because the step was taken from us, or because we are stopping.
      interrupted(task, attempt, hold);
      throw new InterruptedException("interrupted while failing: " + task.element());
    }
    if (Failures.ourDatabaseIsAway(e)) {
      throw new NotRecorded(e);
    }
    failed(task, attempt, e);
    throw e;
  }

  /** The attempt goes on as soon as our own database answers again; its jobs are attached to. */
  static final class NotRecorded extends Exception {
    NotRecorded(Exception cause) {
      super(cause);
    }
  }

  /**
   * The end of what the attempt's jobs have printed, for the people who handle its incident; null
   * if there is nothing, or the machine cannot be asked.
   */
  String lastLines(StepTask task, Attempt attempt) {
    StringBuilder lines = new StringBuilder();
    for (String machine : machinesOf(task)) {
      try {
        Host host = machines.host(machine);
        for (JobKey key : host.jobs()) {
          if (key.value().startsWith(task.key(attempt.number()) + ".")) {
            lines.append(tail(host, key));
          }
        }
      } catch (IOException | RuntimeException e) {
        LOG.warn("No log of {} from {}: {}", task.element(), machine, e.getMessage());
      }
    }
    return lines.isEmpty() ? null : secrets.mask(lines.toString());
  }

  private static String tail(Host host, JobKey key) throws IOException {
    StringBuilder tail = new StringBuilder();
    for (LogChunk chunk = host.readLog(key, 0);
        !chunk.text().isEmpty();
        chunk = host.readLog(key, chunk.nextOffset())) {
      tail.append(chunk.text());
      tail.delete(0, Math.max(0, tail.length() - TAIL_CHARACTERS));
    }
    return tail.toString();
  }

  private void interrupted(StepTask task, Attempt attempt, TaskLease hold) {
    if (hold.takenBack()) {
      Thread.interrupted(); // the database driver does not work on an interrupted thread
      if (workEnded(task, attempt)) {
        store.cancelled(task, attempt);
      }
    } else {
      LOG.info(
          "Step {} of {} is left as it is and taken up later", task.element(), task.migrationId());
    }
  }

  /** One whose end is not sure counts as running: the next step of the move sees to it. */
  private boolean workEnded(StepTask task, Attempt attempt) {
    try {
      for (Host host : ends(task)) {
        endWork(host, task.key(attempt.number()));
        keepLeft(host, task, attempt.number());
      }
      return true;
    } catch (IOException | OperationFailed e) {
      LOG.warn("What {} has left running is ended later", task.element(), e);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void failed(StepTask task, Attempt attempt, Exception e) {
    String message = secrets.mask(Failures.message(e));
    LOG.warn("Step {} of {} failed: {}", task.element(), task.migrationId(), message);
    store.failed(task, attempt, message);
  }

  private CurrentStep step(StepTask task, Attempt attempt, TaskLease hold, AttemptAuditLog log) {
    Migration migration = migrations.get(task.migrationId());
    String key = task.key(attempt.number());
    Map<Side, Endpoint> sites = new EnumMap<>(Side.class);
    for (Side side : Side.values()) {
      Host host = machines.host(migration.installation(side).machine());
      sites.put(
          side,
          new Endpoint(
              side,
              migration.installation(side),
              new RecordingHost(new ProgramCache(host), log, key, hold)));
    }
    return new CurrentStep(
        task.element(),
        key,
        attempt.number(),
        store.decidedByHand(task),
        migration,
        task.school().map(number -> school(migration, number)),
        task.route().map(Route::valueOf),
        sites,
        new RecordingJobs(
            new DetachedJobs(key, hold::takenBack, Sleeper.REAL),
            log,
            hold,
            (host, name) -> logs.keep(task, attempt.number(), host, new JobKey(key + "." + name))),
        new ThrottledProgress(progress -> store.progress(attempt, progress), Clock.systemUTC()),
        new LeasedEvidence(
            evidence.of(
                migration.id(),
                task.element(),
                AuditEvent.SYSTEM,
                task.school().orElse(null),
                null),
            () -> store.renew(attempt, lease)),
        log);
  }

  private static School school(Migration migration, String number) {
    return migration.schools().stream()
        .filter(school -> school.number().equals(number))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("school " + number + " is not in the plan"));
  }

  /**
   * After the engine has committed the step: the job folders of all its attempts have done their
   * duty. So have those of steps whose worker was killed between the commit and this.
   *
   * @param stillThere whether the engine knows the external task
   */
  void cleanUp(StepTask task, Attempt attempt, Predicate<String> stillThere) {
    Set<String> own =
        IntStream.rangeClosed(1, attempt.number())
            .mapToObj(number -> task.key(number) + ".")
            .collect(Collectors.toSet());
    for (String machine : machinesOf(task)) {
      try {
        Host host = machines.host(machine);
        if (!removeJobs(host, own).isEmpty()) {
          removeJobs(host, leftBehind(attempt, stillThere));
        }
      } catch (IOException | RuntimeException e) {
        LOG.warn("Job folders of {} on {} stay for now: {}", task, machine, e.getMessage());
      }
    }
  }

  private Set<String> leftBehind(Attempt attempt, Predicate<String> stillThere) {
    return store.doneBeside(attempt).stream()
        .filter(done -> !stillThere.test(done.externalTaskId()))
        .map(orphan -> orphan.key() + ".")
        .collect(Collectors.toSet());
  }

  /** Returns the jobs that stay. */
  private static List<JobKey> removeJobs(Host host, Set<String> prefixes) throws IOException {
    List<JobKey> others = new ArrayList<>();
    for (JobKey key : host.jobs()) {
      if (prefixes.stream().anyMatch(key.value()::startsWith)) {
        host.remove(key);
      } else {
        others.add(key);
      }
    }
    return others;
  }
}
