package de.asvumzug.web.progress;

import java.time.Duration;
import java.time.Instant;

/**
 * A milestone and when it was.
 *
 * @param begin null if it has not begun
 * @param end null if it has not ended
 */
public record Stage(Milestone milestone, Instant begin, Instant end) {

  public boolean open() {
    return begin != null && end == null;
  }

  public boolean over() {
    return end != null;
  }

  /** How long it took; null while it has not ended. */
  public Duration took() {
    return over() ? Duration.between(begin, end) : null;
  }

  /** German. */
  public String label() {
    return over() ? "fertig" : open() ? "läuft" : "steht noch aus";
  }
}
