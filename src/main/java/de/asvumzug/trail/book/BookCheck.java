package de.asvumzug.trail.book;

import de.asvumzug.trail.chain.TrailHash;
import de.asvumzug.trail.key.KeyRing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks the book of all trails, or a section of it; one instance a check. */
public final class BookCheck {
  private final List<BookEntry> entries;
  private final KeyRing keys;
  private final List<String> findings = new ArrayList<>();

  public BookCheck(List<BookEntry> entries, KeyRing keys) {
    this.entries = entries;
    this.keys = keys;
  }

  /** German; empty if the entries are as they were written. */
  public List<String> chain() {
    BookEntry before = null;
    for (BookEntry entry : entries) {
      if (!TrailHash.of(entry).equals(entry.hash())) {
        add(entry, "wurde verändert: Seine Prüfsumme stimmt nicht.");
      } else {
        keys.check(entry).ifPresent(fault -> add(entry, fault));
      }
      if (before != null
          && (entry.number() != before.number() + 1
              || !entry.previousHash().equals(before.hash()))) {
        add(entry, "schließt nicht an Eintrag " + before.number() + " an.");
      }
      before = entry;
    }
    return findings;
  }

  /**
   * The same for the book as a whole, with what is known of its ends.
   *
   * @param named the highest number that a line of any trail names
   * @param known an entry that this node has seen; may be null
   */
  public List<String> whole(long named, KnownBook.Mark known) {
    if (entries.isEmpty()) {
      findings.add("Das Buch der Protokolle ist leer.");
    } else if (entries.get(0).number() != 1
        || !TrailHash.START.equals(entries.get(0).previousHash())) {
      findings.add("Im Buch der Protokolle fehlt der Anfang.");
    }
    chain();
    long last = entries.isEmpty() ? 0 : entries.get(entries.size() - 1).number();
    long expected = Math.max(named, known == null ? 0 : known.number());
    if (expected > last) {
      findings.add(
          """
          Im Buch der Protokolle fehlt das Ende: Es hat %s Einträge; bekannt ist schon Eintrag \
          %s."""
              .formatted(last, expected));
    } else if (known != null && entries.stream().noneMatch(entry -> isThat(entry, known))) {
      findings.add(
          """
          Eintrag %s im Buch der Protokolle ist nicht der, den dieser Knoten gesehen hat: Das \
          Buch wurde neu geschrieben."""
              .formatted(known.number()));
    }
    return findings;
  }

  private static boolean isThat(BookEntry entry, KnownBook.Mark known) {
    return entry.number() == known.number() && known.hash().equals(entry.hash());
  }

  /** The order in which keys came into use. */
  public Map<String, Integer> keyOrder() {
    Map<String, Integer> order = new HashMap<>();
    entries.forEach(entry -> order.putIfAbsent(entry.keyId(), order.size()));
    return order;
  }

  /** The last line that an entry of the book covers. */
  public static long upTo(String migrationId, List<BookEntry> book, long number) {
    return book.stream()
        .filter(entry -> migrationId.equals(entry.migrationId()) && entry.number() <= number)
        .mapToLong(BookEntry::rows)
        .max()
        .orElse(0);
  }

  private void add(BookEntry entry, String what) {
    findings.add("Eintrag " + entry.number() + " im Buch der Protokolle " + what);
  }
}
