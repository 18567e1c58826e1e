package de.asvumzug.web.progress;

import de.asvumzug.plan.Window;
import de.asvumzug.web.progress.ElapsedTimes.Elapsed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When a move is expected to end, from how long the stages of earlier moves took.
 *
 * @param moves how many earlier moves say so, at least
 */
public record Forecast(Instant earliest, Instant latest, int moves) {

  /**
   * @return empty before enough moves are known, and when nothing of the window is left
   */
  static Optional<Forecast> of(List<Stage> stages, Window window, ElapsedTimes times, Instant now) {
    List<Stage> left =
        stages.stream().filter(one -> one.milestone().window() && !one.over()).toList();
    if (left.isEmpty()) {
      return Optional.empty();
    }
    List<Elapsed> known = new ArrayList<>();
    left.forEach(one -> times.of(one.milestone().element()).ifPresent(known::add));
    if (known.size() < left.size()) {
      return Optional.empty();
    }
    Instant from =
        left.get(0).begin() == null && begins(stages) == null ? later(now, window.start()) : now;
    Instant earliest = from;
    Instant latest = from;
    for (int i = 0; i < left.size(); i++) {
      Duration spent =
          left.get(i).open() ? Duration.between(left.get(i).begin(), now) : Duration.ZERO;
      Elapsed elapsed = known.get(i);
      earliest = earliest.plus(rest(elapsed.low(), spent));
      // Longer than nearly all before: the spread of those is as good a guess as any.
      latest =
          latest.plus(
              spent.compareTo(elapsed.high()) < 0
                  ? elapsed.high().minus(spent)
                  : elapsed.high().minus(elapsed.low()));
    }
    return Optional.of(
        new Forecast(earliest, latest, known.stream().mapToInt(Elapsed::moves).min().orElse(0)));
  }

  /** When the window's first stage began; null if none has. */
  private static Instant begins(List<Stage> stages) {
    return stages.stream()
        .filter(one -> one.milestone().window() && one.begin() != null)
        .map(Stage::begin)
        .findFirst()
        .orElse(null);
  }

  private static Duration rest(Duration whole, Duration spent) {
    return spent.compareTo(whole) < 0 ? whole.minus(spent) : Duration.ZERO;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** Whether it may become later than agreed. */
  public boolean late(Window window) {
    return latest.isAfter(window.end());
  }
}
