package de.asvumzug.web.command;

import de.asvumzug.common.RetryPolicy;
import de.asvumzug.host.Sleeper;
import java.time.Duration;
import java.util.function.Supplier;
import org.camunda.bpm.engine.OptimisticLockingException;

/**
 * Repeats an act that lost against another change of the same move. A person who gives a move up
 * must not be turned away because a step ended in the same moment.
 */
public final class OptimisticLockRetry {
  private static final RetryPolicy POLICY =
      new RetryPolicy(6, Duration.ofMillis(50), Duration.ofSeconds(1));

  private final Sleeper pause;

  public OptimisticLockRetry(Sleeper pause) {
    this.pause = pause;
  }

  /**
   * @param act one transaction of its own, so that a lost one has changed nothing
   * @throws OptimisticLockingException if the act lost each time
   */
  public void untilItWins(Runnable act) {
    untilItWins(
        () -> {
          act.run();
          return null;
        });
  }

  /** The same for an act that answers. */
  public <T> T untilItWins(Supplier<T> act) {
    for (int attempt = 1; attempt < POLICY.attempts(); attempt++) {
      try {
        return act.get();
      } catch (OptimisticLockingException lost) {
        pauseOr(lost, POLICY.waitAfter(attempt));
      }
    }
    return act.get();
  }

  private void pauseOr(OptimisticLockingException lost, Duration wait) {
    try {
      pause.during(wait);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw lost;
    }
  }
}
