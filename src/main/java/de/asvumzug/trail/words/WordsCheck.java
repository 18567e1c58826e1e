package de.asvumzug.trail.words;

import de.asvumzug.trail.CanonicalJson;
import de.asvumzug.trail.chain.StoredRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares the words beside the chain with the checksums in its lines; one instance a check. */
public final class WordsCheck {
  private final CanonicalJson json;
  private final List<String> findings = new ArrayList<>();
  private final TreeSet<Long> deleted = new TreeSet<>();
  private int hashes;

  public WordsCheck(CanonicalJson json) {
    this.json = json;
  }

  /**
   * @param words null if they are not at hand
   */
  public WordsCheck check(List<StoredRow> rows, List<KeptWords> words) {
    Map<String, KeptWords> kept = new LinkedHashMap<>();
    if (words != null) {
      words.stream()
          .sorted(Comparator.comparingLong(KeptWords::number))
          .forEach(one -> kept.put(key(one.number(), one.sha256()), one));
    }
    for (StoredRow row : rows) {
      for (String hash : hashes(row)) {
        hashes++;
        if (words != null) {
          compare(row.number(), kept.remove(key(row.number(), hash)));
        }
      }
    }
    kept.values().stream()
        .map(KeptWords::number)
        .distinct()
        .forEach(
            number ->
                findings.add("Zu Zeile " + number + " gibt es Worte, die in ihr nicht vorkommen."));
    return this;
  }

  private void compare(long number, KeptWords kept) {
    if (kept == null) {
      findings.add("Die Worte zu Zeile " + number + " fehlen.");
    } else if (kept.deleted()) {
      deleted.add(number);
    } else if (!kept.fit()) {
      findings.add(
          "Die Worte zu Zeile " + number + " wurden verändert: Ihre Prüfsumme stimmt nicht.");
    }
  }

  /** German, one sentence each. */
  public List<String> findings() {
    return List.copyOf(findings);
  }

  /** Whether there is anything that words would belong to. */
  public boolean hasHashes() {
    return hashes > 0;
  }

  /** German: which words were deleted; that is allowed and no finding. */
  public List<String> notes() {
    return deleted.isEmpty()
        ? List.of()
        : List.of(
            "Gelöscht, wie vorgesehen, sind die Worte zu Zeile "
                + deleted.stream().map(String::valueOf).collect(Collectors.joining(", "))
                + ".");
  }

  private List<String> hashes(StoredRow row) {
    List<String> found = new ArrayList<>();
    try {
      DetailValues.replaced(
          json.readMap(row.details()),
          value -> {
            WordsHash.in(value).ifPresent(found::add);
            return value;
          });
    } catch (IllegalStateException e) {
      // A changed line may hold no JSON any more; its checksum has told that already.
      return List.of();
    }
    return found;
  }

  private static String key(long number, String sha256) {
    return number + " " + sha256;
  }
}
