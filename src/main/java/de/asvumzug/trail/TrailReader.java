package de.asvumzug.trail;

import de.asvumzug.trail.chain.KnownHead;
import de.asvumzug.trail.chain.TrailRow;
import de.asvumzug.trail.verify.Verification;
import java.util.List;
import java.util.Map;

/** Reads and checks the audit trail. */
public interface TrailReader {

  /** All lines of a move in order; empty if there is none. */
  List<TrailRow> rows(String migrationId);

  /**
   * Some of them, in order.
   *
   * @param skipped how many of the newest that fit are left out
   * @param limit how many are returned at most, the newest of what is left
   */
  List<TrailRow> rows(String migrationId, TrailSelection selection, int skipped, int limit);

  /** How many lines of each kind fit, also of kinds that are not asked for. */
  Map<TrailKind, Integer> counts(String migrationId, TrailSelection selection);

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
