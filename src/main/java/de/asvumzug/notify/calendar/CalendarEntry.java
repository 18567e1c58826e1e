package de.asvumzug.notify.calendar;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The entry of a move in people's calendars, as it was told last.
 *
 * @param uid stays the same as long as the move is known
 * @param sequence 0 for the first state, one more with each that differs
 * @param end later than the window's, if it was told that the move takes longer
 */
public record CalendarEntry(
    String migrationId, String uid, int sequence, Instant start, Instant end, boolean cancelled) {

  /** Whether it stands and begins then. */
  public boolean tells(Instant time) {
    return !cancelled && start.equals(time.truncatedTo(ChronoUnit.SECONDS));
  }
}
