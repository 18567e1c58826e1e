package de.asvumzug.step.attempt;

import de.asvumzug.host.job.Progress;
import de.asvumzug.host.job.ProgressListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Stores progress with its pace at most once a second (docs/architecture.md §6), and always the
 * last one.
 */
public final class ThrottledProgress implements ProgressListener {
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final Consumer<Progress> store;
  private final Clock clock;
  private final PaceMeter pace = new PaceMeter();
  private Instant stored = Instant.MIN;

  public ThrottledProgress(Consumer<Progress> store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public synchronized void at(Progress progress) {
    boolean last = progress.total() > 0 && progress.done() >= progress.total();
    Instant now = clock.instant();
    if (last
        || stored.equals(Instant.MIN)
        || Duration.between(stored, now).compareTo(PERIOD) >= 0) {
      stored = now;
      store.accept(pace.measured(progress, now));
    }
  }
}
