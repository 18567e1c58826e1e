package de.asvumzug.common;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Work that is done again and again on a thread of its own: the application's scheduler has one
 * thread, and a server that does not answer must not hold up what else runs there.
 */
public final class BackgroundRounds {
  private final String name;
  private final Duration wait;
  private final Duration patience;
  private final Runnable round;
  private ScheduledExecutorService thread;

  /**
   * @param name of the thread
   * @param wait before the first round and after each
   * @param patience how long a round may go on when it is to stop; then it is interrupted
   * @param round must not throw: an exception ends the rounds for good
   */
  public BackgroundRounds(String name, Duration wait, Duration patience, Runnable round) {
    this.name = name;
    this.wait = wait;
    this.patience = patience;
    this.round = round;
  }

  public synchronized void start() {
    thread = Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, name));
    thread.scheduleWithFixedDelay(round, wait.toMillis(), wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits for the round that runs. Without effect if nothing runs. */
  public synchronized void stop() {
    if (thread == null) {
      return;
    }
    thread.shutdown();
    try {
      if (!thread.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
    thread = null;
  }

  public synchronized boolean isRunning() {
    return thread != null;
  }
}
