package de.asvumzug.check.guard;

import java.time.Instant;
import java.util.List;

/**
 * What the guard saw.
 *
 * @param machine name of the machine
 * @param seenAt on the application's clock
 * @param observations each with what was looked at, what was seen, and whether that proves
 *     "stopped"
 */
public record GuardReport(String machine, Instant seenAt, List<Observation> observations) {

  public GuardReport {
    observations = List.copyOf(observations);
  }

  /** One look at one thing, in German. */
  public record Observation(String what, String seen, boolean stopped) {}

  public boolean stopped() {
    return !observations.isEmpty() && observations.stream().allMatch(Observation::stopped);
  }
}
