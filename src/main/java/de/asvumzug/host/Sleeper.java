package de.asvumzug.host;

import java.time.Duration;

/** Waits between two looks at a condition; replaced in tests. */
@FunctionalInterface
public interface Sleeper {
  Sleeper REAL = duration -> Thread.sleep(duration.toMillis());

  void during(Duration duration) throws InterruptedException;
}
