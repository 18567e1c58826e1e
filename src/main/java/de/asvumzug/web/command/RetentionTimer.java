package de.asvumzug.web.command;

import java.time.Instant;
import java.util.Optional;

/** The clock that ends the retention of a move. */
public interface RetentionTimer {

  /** When copies will be deleted; empty if the move was not accepted yet, or they are gone. */
  Optional<Instant> due(String migrationId);

  /**
   * Sets another time.
   *
   * @return false if nothing waits any more
   */
  boolean set(String migrationId, Instant due);
}
