package de.asvumzug.web.progress;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** How long the stages of earlier moves took. */
public interface ElapsedTimes {

  /** Fewer say nothing. */
  int ENOUGH = 3;

  /**
   * What earlier moves say of one element: one in five was shorter than {@code low}, one in five
   * longer than {@code high}.
   *
   * @param moves how many
   */
  record Elapsed(Duration low, Duration middle, Duration high, int moves) {

    /** Empty if there are not {@link #ENOUGH}. */
    public static Optional<Elapsed> of(Collection<Duration> times) {
      if (times.size() < ENOUGH) {
        return Optional.empty();
      }
      long[] seconds = times.stream().mapToLong(Duration::toSeconds).sorted().toArray();
      return Optional.of(
          new Elapsed(at(seconds, 0.2), at(seconds, 0.5), at(seconds, 0.8), seconds.length));
    }

    /** Between the two neighbours, in proportion. */
    private static Duration at(long[] sorted, double share) {
      double place = share * (sorted.length - 1);
      int below = (int) Math.floor(place);
      int above = (int) Math.ceil(place);
      double between = sorted[below] + (sorted[above] - sorted[below]) * (place - below);
      return Duration.ofSeconds(Math.round(between));
    }
  }

  /**
   * @param element of the model {@code asv-migration}
   */
  Optional<Elapsed> of(String element);
}
