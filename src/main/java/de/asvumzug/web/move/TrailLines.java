package de.asvumzug.web.move;

import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.TrailReader;
import de.asvumzug.trail.TrailSelection;
import de.asvumzug.trail.chain.TrailRow;
import java.util.List;
import java.util.Map;

/** Those lines of a move's trail that were asked for and that the viewer may see. */
public final class TrailLines {
  private final TrailReader trail;
  private final String id;
  private final TrailSelection selection;

  TrailLines(TrailReader trail, String id, TrailSelection selection) {
    this.trail = trail;
    this.id = id;
    this.selection = selection;
  }

  /** How many there are of each kind, also of kinds that were not asked for. */
  public Map<TrailKind, Integer> counts() {
    return trail.counts(id, selection);
  }

  /** In order: the newest {@code limit} of them, without the newest {@code skipped}. */
  public List<TrailRow> newest(int skipped, int limit) {
    return trail.rows(id, selection, skipped, limit);
  }
}
