package de.asvumzug.trail.words;

import de.asvumzug.common.GermanFormat;
import de.asvumzug.trail.CanonicalJson;
import de.asvumzug.trail.chain.StoredRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts the words of a move back into the details of its lines, for people; one instance a read. */
public final class WordsReading {
  private record Key(long number, String sha256) {}

  private final boolean atHand;
  private final Map<Key, KeptWords> byHash = new HashMap<>();

  /**
   * @param all null if they are not at hand; then the checksums stay
   */
  public static WordsReading of(List<KeptWords> all) {
    return all == null ? without() : new WordsReading(all, true);
  }

  /** Leaves the checksums as they are. */
  public static WordsReading without() {
    return new WordsReading(List.of(), false);
  }

  private WordsReading(List<KeptWords> all, boolean atHand) {
    this.atHand = atHand;
    all.forEach(one -> byHash.put(new Key(one.number(), one.sha256()), one));
  }

  /** The words, or in German why they cannot be read. Details of older lines stay as they are. */
  public Map<String, Object> details(long number, Map<String, Object> details) {
    if (!atHand) {
      return details;
    }
    return DetailValues.replaced(
        details,
        value -> WordsHash.in(value).<Object>map(hash -> said(number, hash)).orElse(value));
  }

  /** The same; empty for a changed line that holds no JSON any more: its text tells. */
  public Map<String, Object> details(StoredRow row, CanonicalJson json) {
    try {
      return details(row.number(), json.readMap(row.details()));
    } catch (IllegalStateException e) {
      return Map.of();
    }
  }

  private String said(long number, String hash) {
    KeptWords kept = byHash.get(new Key(number, hash));
    if (kept == null) {
      return "(die Worte fehlen)";
    }
    if (kept.deleted()) {
      return "gelöscht am " + GermanFormat.day(kept.deletedAt());
    }
    return kept.fit() ? kept.words() : "(die Worte wurden verändert)";
  }
}
