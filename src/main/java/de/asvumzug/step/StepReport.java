package de.asvumzug.step;

import de.asvumzug.common.RetryPolicy;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.camunda.bpm.client.exception.BadRequestException;
import org.camunda.bpm.client.exception.ExternalTaskClientException;
import org.camunda.bpm.client.exception.NotFoundException;
import org.camunda.bpm.client.task.ExternalTask;
import org.camunda.bpm.client.task.ExternalTaskService;

/** Tells the engine how one step came out. */
final class StepReport {
  /**
   * Two steps that end at the same moment may collide in the engine, and an answer may get lost:
   * reported again.
   */
  private static final RetryPolicy POLICY =
      new RetryPolicy(6, Duration.ofMillis(200), Duration.ofSeconds(1));

  /** The engine keeps 4,000 characters; the whole message is in the attempt's row. */
  private static final int MAX_MESSAGE = 600;

  private final ExternalTask external;
  private final ExternalTaskService service;
  private final WorkerSettings settings;

  StepReport(ExternalTask external, ExternalTaskService service, WorkerSettings settings) {
    this.external = external;
    this.service = service;
    this.settings = settings;
  }

  void outcome(StepOutcome outcome) {
    send(
        () -> {
          if (outcome instanceof StepOutcome.Completed completed) {
            service.complete(external, completed.variables());
          } else if (outcome instanceof StepOutcome.BusinessError error) {
            service.handleBpmnError(external, error.code(), error.message());
          }
        });
  }

  /** Whoever fetches the task next goes on with it. */
  void giveBack() {
    send(() -> service.unlock(external));
  }

  /**
   * One try less, or none if trying again is no use.
   *
   * @param lines the last lines of the step's job, for the incident; may be null
   */
  void failure(StepTask task, Throwable e, String lines) {
    int before = task.retries() == null ? settings.tries() : task.retries();
    int left = Failures.worthRetrying(e) ? Math.max(0, before - 1) : 0;
    long wait = left == 0 ? 0 : settings.waitAfter(Math.max(1, settings.tries() - left)).toMillis();
    send(() -> service.handleFailure(external, shortened(Failures.message(e)), lines, left, wait));
  }

  /** A task that is gone has been reported. */
  private static void send(Runnable report) {
    for (int failures = 1; ; failures++) {
      try {
        report.run();
        return;
      } catch (NotFoundException e) {
        return;
      } catch (ExternalTaskClientException e) {
        if (POLICY.isExhaustedAfter(failures) || e instanceof BadRequestException) {
          throw e;
        }
        LockSupport.parkNanos(POLICY.waitAfter(failures).toNanos());
      }
    }
  }

  private static String shortened(String message) {
    return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE) + " …";
  }
}
