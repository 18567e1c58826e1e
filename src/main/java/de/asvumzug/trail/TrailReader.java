package de.asvumzug.trail;

import de.asvumzug.trail.chain.KnownHead;
import de.asvumzug.trail.chain.TrailRow;
import de.asvumzug.trail.verify.Verification;
import java.util.List;

/** Reads and checks the audit trail. */
public interface TrailReader {

  /** All lines of a move in order; empty if there is none. */
  List<TrailRow> rows(String migrationId);

  /**
   * Recomputes every hash and code of the move's trail and evidence, and compares it with the book
   * of all trails.
   */
  Verification verify(String migrationId);

  /** The same, and whether the trail continues a head that somebody has from elsewhere. */
  Verification verify(String migrationId, KnownHead known);

  /** The trail with everything that is needed to check it elsewhere. */
  TrailExport export(String migrationId);

  /** What is wrong with the book of all trails and which trails have vanished: German; or empty. */
  List<String> faultsOfBook();
}
