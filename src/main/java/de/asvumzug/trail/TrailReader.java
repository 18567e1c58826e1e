package de.asvumzug.trail;

import java.util.List;

/** Reads and verifies the trail of one move. */
public interface TrailReader {

  /** All lines in the order in which they were written. */
  List<TrailRow> rows(String migrationId);

  Verification verify(String migrationId);
}
