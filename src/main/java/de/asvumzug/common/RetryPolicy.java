package de.asvumzug.common;

import java.time.Duration;

/**
 * How often something that failed is tried again, and after which waits. Each wait is twice the one
 * before it, up to the longest. All layers that use one, and those that do not: CONTRIBUTING.md.
 *
 * @param attempts in all, the first one counted; {@link #ENDLESS} if the caller ends it otherwise
 * @param firstWait after the first failure
 * @param longestWait that no wait exceeds, the first one neither
 */
public record RetryPolicy(int attempts, Duration firstWait, Duration longestWait) {
  public static final int ENDLESS = Integer.MAX_VALUE;

  private static final double LEAST_PART = 0.8;

  public RetryPolicy {
    if (attempts < 1 || firstWait.isNegative() || longestWait.isNegative()) {
      throw new IllegalArgumentException(attempts + " × " + firstWait + " … " + longestWait);
    }
  }

  public static RetryPolicy endless(Duration firstWait, Duration longestWait) {
    return new RetryPolicy(ENDLESS, firstWait, longestWait);
  }

  /**
   * @param failures so far, 1 or more
   */
  public boolean isExhaustedAfter(int failures) {
    return failures >= attempts;
  }

  /**
   * @param failures so far, 1 or more
   */
  public Duration waitAfter(int failures) {
    Duration wait = firstWait;
    for (int i = 1; i < failures && !wait.isZero() && wait.compareTo(longestWait) < 0; i++) {
      wait = wait.multipliedBy(2);
    }
    return wait.compareTo(longestWait) < 0 ? wait : longestWait;
  }

  /**
   * Less by up to a fifth, so that many that failed together do not come back together.
   *
   * @param failures so far, 1 or more
   * @param random between 0 and 1
   */
  public Duration waitAfter(int failures, double random) {
    double part = LEAST_PART + (1 - LEAST_PART) * random;
    return Duration.ofMillis((long) (waitAfter(failures).toMillis() * part));
  }
}
