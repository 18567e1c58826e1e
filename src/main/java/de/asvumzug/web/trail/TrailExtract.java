package de.asvumzug.web.trail;

import de.asvumzug.trail.TrailSelection;
import java.time.Instant;

/**
 * A part of one trail or of all, to be taken away. It proves nothing: lines are missing in it, and
 * with them the chain.
 *
 * @param migrationId null for all moves
 * @param filter German: what it was narrowed to
 */
record TrailExtract(String migrationId, TrailSelection selection, String filter, Instant at) {
  static final String FORMAT = "asv-umzug/trail-extract/1";

  /** German, for people who get the file without us. */
  String note() {
    return "Auszug aus dem Protokoll, kein Nachweis: Zeilen außerhalb des Filters fehlen, die Kette"
        + " der Prüfsummen ist damit nicht prüfbar. Prüfbar ist der ganze Export unter"
        + " /api/migrations/%s/trail.".formatted(migrationId == null ? "<Umzug>" : migrationId);
  }

  /** Of the file, without its ending. */
  String fileName() {
    return migrationId == null ? "protokolle" : "protokoll-" + migrationId;
  }
}
