package de.asvumzug.trail;

import java.util.List;

/** Reads and checks the audit trail. */
public interface TrailReader {

  /** All lines of a move in order; empty if there is none. */
  List<TrailRow> rows(String migrationId);

  /** Recomputes every hash of the move's trail and evidence. */
  Verification verify(String migrationId);
}
