package de.asvumzug.host.ssh;

import java.time.Duration;

/**
 * How long whoever asks a machine over SSH waits for it.
 *
 * @param reconnecting how long to try again to reach the machine
 * @param each how long to wait for an answer to each step of a try
 * @param queueing whether to wait for as long as it takes where all sessions are busy
 */
record SshTimeouts(Duration reconnecting, Duration each, boolean queueing) {
  private static final Duration LOG_IN = Duration.ofSeconds(20);

  /** For a look that must not take long: one try, each of its steps. */
  static final SshTimeouts GLANCE = new SshTimeouts(Duration.ZERO, Duration.ofSeconds(3), false);

  /** For work: a machine that does not answer is tried again. */
  static SshTimeouts work(Duration reconnecting) {
    return new SshTimeouts(reconnecting, LOG_IN, true);
  }
}
