package de.asvumzug.step;

import de.asvumzug.step.attempt.Attempt;
import de.asvumzug.step.attempt.LeaseLost;
import de.asvumzug.step.attempt.TaskLease;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.camunda.bpm.client.exception.BadRequestException;
import org.camunda.bpm.client.exception.ExternalTaskClientException;
import org.camunda.bpm.client.exception.NotFoundException;
import org.camunda.bpm.client.task.ExternalTask;
import org.camunda.bpm.client.task.ExternalTaskService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

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
  private static final String SUFFIX = "Delegate";

  /** What a task must bring along when it is fetched. */
  public static final String[] VARIABLES = {"migrationId", "schoolNumber", "route"};

  private final StepRunner runner;
  private final WorkerSettings settings;
  private final String workerId;
  private final Predicate<String> stillThere;
  private final ExecutorService threads;
  private final ScheduledExecutorService heartbeats = Executors.newScheduledThreadPool(2);
  private final StepsInWork inWork;

  /**
   * @param stillThere whether the engine still knows an external task
   */
  public StepWorker(
      StepRunner runner, WorkerSettings settings, String workerId, Predicate<String> stillThere) {
    this.stillThere = stillThere;
    this.inWork = new StepsInWork(stillThere);
    this.runner = runner;
    this.settings = settings;
    this.workerId = workerId;
    this.threads = Executors.newFixedThreadPool(settings.threads());
  }

  public String id() {
    return workerId;
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
      threads.execute(() -> workNamed(task, service, handler));
    } catch (RejectedExecutionException e) {
      LOG.info("Stopping; task {} stays for the next start", task.getId());
    }
  }

  /** The engine has ended the step by itself, for example through an abort. */
  void takeBack(String processInstanceId, String element) {
    inWork.takeBack(processInstanceId, element);
  }

  /** Whether a step of this element is in work here. */
  boolean holds(String processInstanceId, String element) {
    return inWork.contains(processInstanceId, element);
  }

  /** What is logged meanwhile can be found by its move. */
  private void workNamed(ExternalTask external, ExternalTaskService service, StepHandler handler) {
    String move = external.getVariable("migrationId");
    try (MDC.MDCCloseable ofMove = MDC.putCloseable("migration.id", move);
        MDC.MDCCloseable ofStep = MDC.putCloseable("step.element", external.getActivityId())) {
      work(external, service, handler);
    }
  }

  private void work(ExternalTask external, ExternalTaskService service, StepHandler handler) {
    StepTask task = task(external);
    TaskLease lease = new TaskLease(Thread.currentThread(), settings.lock());
    if (!inWork.add(task, lease)) {
      LOG.info("Step {} of {} is in work here; its lock is renewed", task.element(), task.id());
      return;
    }
    StepReport report = new StepReport(external, service, settings);
    ScheduledFuture<?> heartbeat = heartbeat(external, service, lease);
    try {
      // Between fetching and now the engine may have ended it; from here on we would be told.
      lease.confirm(() -> service.extendLock(external, settings.lock().toMillis()));
      inWork.takeBackEndedBeside(task);
      inWork.awaitTakenBackBeside(task);
      Attempt attempt = takeUp(task, report);
      lease.attempt(attempt);
      work(handler, task, attempt, lease, report);
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
      inWork.remove(task, lease);
      lease.release();
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
  private Attempt takeUp(StepTask task, StepReport report) {
    try {
      return runner.takeUp(task, workerId);
    } catch (RuntimeException | Error e) {
      if (Failures.ourDatabaseIsAway(e)) {
        report.giveBack();
      } else {
        report.failure(task, e, null);
      }
      throw new NotBegun(e);
    }
  }

  private void work(
      StepHandler handler, StepTask task, Attempt attempt, TaskLease lease, StepReport report) {
    StepOutcome outcome;
    try {
      outcome = runner.run(task, attempt, handler, lease, workerId, stillThere);
    } catch (InterruptedException e) {
      return;
    } catch (LeaseLost e) {
      throw e;
    } catch (StepRunner.NotRecorded e) {
      LOG.warn("Step {} of {} is taken up again", task.element(), task.migrationId(), e);
      lease.release();
      report.giveBack();
      return;
    } catch (Exception e) {
      lease.release();
      report.failure(task, e, runner.lastLines(task, attempt));
      return;
    }
    lease.release();
    report.outcome(outcome);
    runner.cleanUp(task, attempt, stillThere);
  }

  private ScheduledFuture<?> heartbeat(
      ExternalTask external, ExternalTaskService service, TaskLease lease) {
    long period = settings.heartbeat().toMillis();
    return heartbeats.scheduleAtFixedRate(
        () -> beat(external, service, lease), period, period, TimeUnit.MILLISECONDS);
  }

  private void beat(ExternalTask external, ExternalTaskService service, TaskLease lease) {
    try {
      if (lease.held()) {
        lease.confirm(
            () -> {
              service.extendLock(external, settings.lock().toMillis());
              lease.attempt().ifPresent(runner::renew);
            });
      }
    } catch (LeaseLost e) {
      lease.lose();
    } catch (NotFoundException e) {
      lease.takeBack();
    } catch (BadRequestException e) {
      lease.lose();
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
}
