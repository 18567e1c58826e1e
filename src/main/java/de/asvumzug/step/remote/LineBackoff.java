package de.asvumzug.step.remote;

import de.asvumzug.common.RetryPolicy;
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
  private static final RetryPolicy POLICY =
      RetryPolicy.endless(Duration.ofMillis(250), Duration.ofSeconds(5));
  private static final Duration QUIET = Duration.ofMinutes(1);

  private final Clock clock;
  private Instant told = Instant.MIN;
  private int failures;

  LineBackoff(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void reconfigure(List<ExternalTask> tasks, ExternalTaskClientException error) {
    if (error == null) {
      if (failures > 0) {
        LOG.info("The centre answers again");
      }
      failures = 0;
      return;
    }
    failures++;
    Instant now = clock.instant();
    if (failures == 1 || told.plus(QUIET).isBefore(now)) {
      LOG.warn("No tasks from the centre: {}", error.getMessage());
      told = now;
    }
  }

  @Override
  public long calculateBackoffTime() {
    return failures == 0 ? 0 : POLICY.waitAfter(failures).toMillis();
  }
}
