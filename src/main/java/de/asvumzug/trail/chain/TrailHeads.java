package de.asvumzug.trail.chain;

import java.util.Optional;

/** Heads of trails that leave the database. */
public interface TrailHeads {

  /**
   * Where the move's trail ends now, noted in the book of all trails, so that a trail that later
   * ends before it is noticed. In the running transaction, or in one of its own. Empty if there is
   * no line yet.
   *
   * @param purpose German, where it goes, e.g. {@code Mail an die IT-Leitung}; no personal data
   */
  Optional<TrailHead> giveOut(String migrationId, String purpose);
}
