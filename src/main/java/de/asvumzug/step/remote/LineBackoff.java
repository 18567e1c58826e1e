package de.asvumzug.step.remote;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.camunda.bpm.client.backoff.ErrorAwareBackoffStrategy;
import org.camunda.bpm.client.exception.ExternalTaskClientException;
import org.camunda.bpm.client.task.ExternalTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How soon tasks are asked for again: at once while there are any, since the centre lets a question
 * without tasks wait anyway; more and more seldom while the line is down, with a word now and then.
 */
final class LineBackoff implements ErrorAwareBackoffStrategy {
  private static final Logger LOG = LoggerFactory.getLogger(LineBackoff.class);
  private static final long FIRST_MILLIS = 250;
  private static final long LONGEST_MILLIS = 5_000;
  private static final Duration QUIET = Duration.ofMinutes(1);

  private final Clock clock;
  private Instant told = Instant.MIN;
  private boolean down;
  private long wait;

  LineBackoff(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void reconfigure(List<ExternalTask> tasks, ExternalTaskClientException error) {
    if (error == null) {
      if (down) {
        LOG.info("The centre answers again");
      }
      down = false;
      wait = 0;
      return;
    }
    wait = down ? Math.min(wait * 2, LONGEST_MILLIS) : FIRST_MILLIS;
    Instant now = clock.instant();
    if (!down || told.plus(QUIET).isBefore(now)) {
      LOG.warn("No tasks from the centre: {}", error.getMessage());
      told = now;
    }
    down = true;
  }

  @Override
  public long calculateBackoffTime() {
    return wait;
  }
}
