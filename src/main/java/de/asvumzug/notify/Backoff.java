package de.asvumzug.notify;

import java.time.Duration;

/** Growing waits between tries, spread by a fifth so that many mails do not come back at once. */
record Backoff(Duration first, Duration longest) {

  /**
   * @param attempts tries so far, 1 or more
   * @param random between 0 and 1
   */
  Duration after(int attempts, double random) {
    long wait = first.toMillis();
    for (int i = 1; i < attempts && wait < longest.toMillis(); i++) {
      wait *= 2;
    }
    return Duration.ofMillis((long) (Math.min(wait, longest.toMillis()) * (0.8 + 0.2 * random)));
  }
}
