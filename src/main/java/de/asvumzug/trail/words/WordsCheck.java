package de.asvumzug.trail.words;

import de.asvumzug.trail.CanonicalJson;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.chain.StoredRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares the words beside the chain with the checksums in its lines; one instance a check. */
public final class WordsCheck {
  private final CanonicalJson json;
  private final List<String> findings = new ArrayList<>();
  private final SortedSet<Long> deleted = new TreeSet<>();
  private final SortedSet<Long> silently = new TreeSet<>();
  private final Set<Long> announced = new HashSet<>();
  private long allBefore;
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
      Map<String, Object> details = details(row);
      announced(row, details);
      for (String hash : hashes(details)) {
        hashes++;
        if (words != null) {
          compare(row.number(), kept.remove(key(row.number(), hash)));
        }
      }
    }
    silently.addAll(deleted);
    silently.removeAll(announced);
    silently.removeIf(number -> number < allBefore);
    deleted.removeAll(silently);
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
    List<String> notes = new ArrayList<>();
    if (!deleted.isEmpty()) {
      notes.add("Gelöscht, wie vorgesehen, sind die Worte zu Zeile " + numbers(deleted) + ".");
    }
    if (!silently.isEmpty()) {
      notes.add(
          """
          Gelöscht, ohne dass eine Zeile des Protokolls es sagt, sind die Worte zu Zeile %s: \
          Das hat nicht die Anwendung getan."""
              .formatted(numbers(silently)));
    }
    return notes;
  }

  private static String numbers(SortedSet<Long> lines) {
    return lines.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /** Of which lines this one says that their words were deleted. */
  private void announced(StoredRow row, Map<String, Object> details) {
    if (!TrailKind.NOTE.name().equals(row.kind()) || !details.containsKey(WordsDeletion.DELETED)) {
      return;
    }
    if (details.get(WordsDeletion.LINE) instanceof Number line) {
      announced.add(line.longValue());
    } else {
      allBefore = row.number();
    }
  }

  /** A changed line may hold no JSON any more; its checksum has told that already. */
  private Map<String, Object> details(StoredRow row) {
    try {
      return json.readMap(row.details());
    } catch (IllegalStateException e) {
      return Map.of();
    }
  }

  private static List<String> hashes(Map<String, Object> details) {
    List<String> found = new ArrayList<>();
    DetailValues.replaced(
        details,
        value -> {
          WordsHash.in(value).ifPresent(found::add);
          return value;
        });
    return found;
  }

  private static String key(long number, String sha256) {
    return number + " " + sha256;
  }
}
