package de.asvumzug.trail;

import de.asvumzug.trail.chain.StoredRow;
import de.asvumzug.trail.chain.TrailHash;
import de.asvumzug.trail.chain.TrailHead;
import java.util.ArrayList;
import java.util.List;

/** An export as somebody forges it who has no key: a line is changed, every hash fits again. */
public final class Rechained {

  private Rechained() {}

  public static String of(String exported, long number, String text) {
    CanonicalJson json = new CanonicalJson();
    TrailExport export = json.read(exported, TrailExport.class);
    List<TrailExport.Row> rows = new ArrayList<>();
    String previous = TrailHash.START;
    for (TrailExport.Row row : export.rows()) {
      StoredRow stored = row.stored(export.migrationId());
      StoredRow changed =
          Forger.chained(
              stored.number() == number ? Forger.withText(stored, text) : stored, previous);
      rows.add(TrailExport.Row.of(changed, row.details()));
      previous = changed.hash();
    }
    TrailHead head =
        new TrailHead(
            export.migrationId(), export.head().number(), previous, export.head().keyId());
    return json.write(
        new TrailExport(
            export.format(),
            export.migrationId(),
            export.exportedAt(),
            export.complete(),
            head,
            rows,
            export.book(),
            export.stamps(),
            export.words()));
  }
}
