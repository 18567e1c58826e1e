package de.asvumzug.step;

import de.asvumzug.host.Sleeper;
import de.asvumzug.step.attempt.Attempt;
import de.asvumzug.step.attempt.LeaseLost;
import de.asvumzug.step.attempt.TaskLease;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.camunda.bpm.client.exception.BadRequestException;
import org.camunda.bpm.client.exception.ExternalTaskClientException;
import org.camunda.bpm.client.exception.NotFoundException;
import org.camunda.bpm.client.task.ExternalTask;
import org.camunda.bpm.client.task.ExternalTaskService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on external tasks: takes them up, keeps their lock alive, and maps how they came out to the
 * engine in one place.
 *
 * <ul>
 *   <li>completed → {@code complete}; then the step's job folders are removed, with those that an
 *       earlier worker had no more time to remove
 *   <li>business error → {@code handleBpmnError}
 *   <li>failure worth retrying → {@code handleFailure} with one try less and a growing wait;
 *       without tries left, or not worth retrying → an incident
 *   <li>taken back by the engine (abort) → its jobs are cancelled; nothing is reported
 *   <li>lock lost, or this application stops → left as it is; whoever fetches the task next goes on
 *       with the attempt
 * </ul>
 */
public final class StepWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StepWorker.class);
  private static final int REPORT_TRIES = 6;
  private static final Duration OTHERS_POLL = Duration.ofMillis(100);
  private static final Duration REPORT_WAIT = Duration.ofMillis(200);

  private static final String SUFFIX = "Delegate";

  /** What a task must bring along when it is fetched. */
  public static final String[] VARIABLES = {"migrationId", "schoolNumber", "route"};

  private final StepRunner runner;
  private final WorkerSettings settings;
  private final String workerId;
  private final Predicate<String> stillThere;
  private final ExecutorService threads;
  private final ScheduledExecutorService heartbeats = Executors.newScheduledThreadPool(2);
  private final Map<Slot, TaskLease> holds = new ConcurrentHashMap<>();

  /**
   * @param stillThere whether the engine still knows an external task
   */
  public StepWorker(
      StepRunner runner, WorkerSettings settings, String workerId, Predicate<String> stillThere) {
    this.stillThere = stillThere;
    this.runner = runner;
    this.settings = settings;
    this.workerId = workerId;
    this.threads = Executors.newFixedThreadPool(settings.threads());
  }

  /**
   * {@code backupDatabaseDelegate} works on the element, hence the topic, {@code backupDatabase}.
   */
  public static String topic(String bean) {
    if (!bean.endsWith(SUFFIX)) {
      throw new IllegalStateException("a step's handler is named <element>" + SUFFIX + ": " + bean);
    }
    return bean.substring(0, bean.length() - SUFFIX.length());
  }

  /**
   * Called by the client's one fetching thread: hands over and returns, so that others are fetched
   * meanwhile.
   */
  public void accept(ExternalTask task, ExternalTaskService service, StepHandler handler) {
    try {
      threads.execute(() -> work(task, service, handler));
    } catch (RejectedExecutionException e) {
      LOG.info("Stopping; task {} stays for the next start", task.getId());
    }
  }

  /** The engine has ended the step by itself, for example through an abort. */
  void takeBack(String processInstanceId, String element) {
    holds.forEach(
        (slot, hold) -> {
          if (slot.processInstanceId().equals(processInstanceId)
              && slot.element().equals(element)) {
            hold.takeBack();
          }
        });
  }

  /**
   * Waits until steps of the same move that the engine has taken back have really ended: after an
   * abort nothing may still be on its way to starting a server when the rollback proves it stopped.
   */
  private void awaitOthers(StepTask task) throws InterruptedException {
    while (holds.entrySet().stream()
        .anyMatch(
            other ->
                other.getKey().migrationId().equals(task.migrationId())
                    && other.getValue().takenBack())) {
      Sleeper.REAL.during(OTHERS_POLL);
    }
  }

  /**
   * Steps of the same move that the engine has ended without a word to us, such as over a line that
   * was down, or on site, where only the heartbeat would tell.
   */
  private void noticeEnded(StepTask task) {
    holds.forEach(
        (slot, hold) -> {
          if (slot.migrationId().equals(task.migrationId())
              && !slot.externalTaskId().equals(task.id())
              && hold.held()
              && !stillThere.test(slot.externalTaskId())) {
            hold.takeBack();
          }
        });
  }

  /**
   * No two threads here ever work on one task. After a line that was down for longer than the lock
   * the task is fetched once more while it is still in work: the fetch has renewed our lock, so the
   * work simply goes on. One that has given up is waited for.
   *
   * @return false if the task is in work here already
   */
  private boolean takeSlot(Slot slot, TaskLease hold) {
    for (TaskLease other = holds.putIfAbsent(slot, hold);
        other != null;
        other = holds.putIfAbsent(slot, hold)) {
      if (other.held() || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(OTHERS_POLL.toNanos());
    }
    return true;
  }

  /** Whether a step of this element is in work here. */
  boolean holds(String processInstanceId, String element) {
    return holds.keySet().stream()
        .anyMatch(
            slot ->
                slot.processInstanceId().equals(processInstanceId)
                    && slot.element().equals(element));
  }

  private void work(ExternalTask external, ExternalTaskService service, StepHandler handler) {
    StepTask task = task(external);
    TaskLease hold = new TaskLease(Thread.currentThread());
    Slot slot = new Slot(task.migrationId(), task.processInstanceId(), task.element(), task.id());
    if (!takeSlot(slot, hold)) {
      LOG.info("Step {} of {} is in work here; its lock is renewed", slot.element(), task.id());
      return;
    }
    ScheduledFuture<?> heartbeat = heartbeat(external, service, hold);
    try {
      // Between fetching and now the engine may have ended it; from here on we would be told.
      service.extendLock(external, settings.lock().toMillis());
      noticeEnded(task);
      awaitOthers(task);
      Attempt attempt = takeUp(external, service, task);
      hold.attempt(attempt);
      work(external, service, handler, task, attempt, hold);
    } catch (NotFoundException | BadRequestException e) {
      LOG.info("Task {} is not ours any more", external.getId());
    } catch (LeaseLost e) {
      LOG.info(
          "Step {} of {} is in other hands: {}",
          task.element(),
          task.migrationId(),
          e.getMessage());
    } catch (NotBegun e) {
      LOG.warn("Step {} of {} could not begin", task.element(), task.migrationId(), e.getCause());
    } catch (InterruptedException e) {
      LOG.info("Step {} of {} is left for later", task.element(), task.migrationId());
    } catch (RuntimeException | Error e) {
      // Not reported to the engine: the lock runs out and the step is taken up again.
      LOG.error("Step {} of {} could not be reported", task.element(), task.migrationId(), e);
    } finally {
      heartbeat.cancel(false);
      holds.remove(slot, hold);
      hold.release();
    }
  }

  /** A failure that has been told to the engine, or will pass by itself. */
  private static final class NotBegun extends RuntimeException {
    NotBegun(Throwable cause) {
      super(cause);
    }
  }

  /**
   * Without an attempt there is no row that a failure could be noted in; it counts a try all the
   * same, so that people learn of it. Our own database being away is not one.
   */
  private Attempt takeUp(ExternalTask external, ExternalTaskService service, StepTask task) {
    try {
      return runner.takeUp(task, workerId);
    } catch (RuntimeException | Error e) {
      if (Failures.ourDatabaseIsAway(e)) {
        report(() -> service.unlock(external));
      } else {
        fail(external, service, task, e, null);
      }
      throw new NotBegun(e);
    }
  }

  private void work(
      ExternalTask external,
      ExternalTaskService service,
      StepHandler handler,
      StepTask task,
      Attempt attempt,
      TaskLease hold) {
    StepOutcome outcome;
    try {
      outcome = runner.run(task, attempt, handler, hold, workerId, stillThere);
    } catch (InterruptedException e) {
      return;
    } catch (LeaseLost e) {
      throw e;
    } catch (StepRunner.NotRecorded e) {
      LOG.warn("Step {} of {} is taken up again", task.element(), task.migrationId(), e);
      hold.release();
      report(() -> service.unlock(external));
      return;
    } catch (Exception e) {
      hold.release();
      fail(external, service, task, e, runner.lastLines(task, attempt));
      return;
    }
    hold.release();
    report(() -> reportOnce(external, service, outcome));
    runner.cleanUp(task, attempt, stillThere);
  }

  private static void reportOnce(
      ExternalTask external, ExternalTaskService service, StepOutcome outcome) {
    if (outcome instanceof StepOutcome.Completed completed) {
      service.complete(external, completed.variables());
    } else if (outcome instanceof StepOutcome.BusinessError error) {
      service.handleBpmnError(external, error.code(), error.message());
    }
  }

  /**
   * Two steps that end at the same moment may collide in the engine, and an answer may get lost:
   * reported again. A task that is gone has been reported.
   */
  private static void report(Runnable report) {
    for (int tries = 1; ; tries++) {
      try {
        report.run();
        return;
      } catch (NotFoundException e) {
        return;
      } catch (ExternalTaskClientException e) {
        if (tries == REPORT_TRIES || e instanceof BadRequestException) {
          throw e;
        }
        LockSupport.parkNanos(tries * REPORT_WAIT.toNanos());
      }
    }
  }

  private void fail(
      ExternalTask external,
      ExternalTaskService service,
      StepTask task,
      Throwable e,
      String lines) {
    int before = task.retries() == null ? settings.tries() : task.retries();
    int left = Failures.worthRetrying(e) ? Math.max(0, before - 1) : 0;
    long wait = left == 0 ? 0 : settings.waitAfter(Math.max(1, settings.tries() - left)).toMillis();
    report(
        () -> service.handleFailure(external, shortened(Failures.message(e)), lines, left, wait));
  }

  private ScheduledFuture<?> heartbeat(
      ExternalTask external, ExternalTaskService service, TaskLease hold) {
    long period = settings.heartbeat().toMillis();
    return heartbeats.scheduleAtFixedRate(
        () -> beat(external, service, hold), period, period, TimeUnit.MILLISECONDS);
  }

  private void beat(ExternalTask external, ExternalTaskService service, TaskLease hold) {
    try {
      if (hold.held()) {
        service.extendLock(external, settings.lock().toMillis());
        hold.attempt().ifPresent(runner::renew);
      }
    } catch (LeaseLost e) {
      hold.lose();
    } catch (NotFoundException e) {
      hold.takeBack();
    } catch (BadRequestException e) {
      hold.lose();
    } catch (ExternalTaskClientException e) {
      LOG.warn(
          "No answer from the engine to a heartbeat for {}: {}", external.getId(), e.getMessage());
    } catch (RuntimeException e) {
      // An exception that got out would end the heartbeats.
      LOG.warn("No sign of life could be left for {}: {}", external.getId(), e.getMessage());
    }
  }

  private static StepTask task(ExternalTask external) {
    String migration = external.getVariable("migrationId");
    String school = external.getVariable("schoolNumber");
    String route = external.getVariable("route");
    return new StepTask(
        external.getId(),
        external.getActivityId(),
        external.getProcessInstanceId(),
        migration,
        Optional.ofNullable(school),
        Optional.ofNullable(route),
        external.getRetries());
  }

  /**
   * The engine keeps 4,000 characters of a message; the whole one is in the attempt's row and on
   * the trail.
   */
  private static String shortened(String message) {
    return message.length() <= 600 ? message : message.substring(0, 600) + " …";
  }

  @Override
  public void close() {
    threads.shutdownNow();
    heartbeats.shutdownNow();
    try {
      threads.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private record Slot(
      String migrationId, String processInstanceId, String element, String externalTaskId) {}
}
