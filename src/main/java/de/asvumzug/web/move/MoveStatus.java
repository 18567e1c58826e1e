package de.asvumzug.web.move;

import java.time.Instant;
import java.util.List;

/**
 * How a move stands.
 *
 * @param phase German name of the phase or wait that it is in; null before the start and at the end
 * @param startedAt null before the start
 * @param endedAt null until the end
 * @param waitsFor whom or what it waits for while nothing is carried out, German; empty if
 *     something is, before the start and at the end
 */
public record MoveStatus(
    MoveState state, String phase, Instant startedAt, Instant endedAt, List<String> waitsFor) {

  public MoveStatus {
    waitsFor = List.copyOf(waitsFor);
  }

  /** What people read: {@code wartet auf Technik, Schule 0001} instead of {@code läuft}. */
  public String label() {
    return state == MoveState.RUNNING && !waitsFor.isEmpty()
        ? "wartet auf " + String.join(", ", waitsFor)
        : state.label();
  }

  /** The state for the colour of the mark. */
  public String mark() {
    return state == MoveState.RUNNING && !waitsFor.isEmpty() ? "WAITING" : state.name();
  }
}
