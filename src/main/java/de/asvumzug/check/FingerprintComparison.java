package de.asvumzug.check;

import de.asvumzug.check.Fingerprints.SequenceState;
import de.asvumzug.check.Fingerprints.StructureItem;
import de.asvumzug.check.Fingerprints.TableFingerprint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares what two databases held.
 *
 * @param differences empty if both held the same
 * @param tables number of tables on the old server
 * @param rows number of rows on the old server
 */
public record FingerprintComparison(List<Difference> differences, int tables, long rows) {
  private static final int NAMED = 20;

  public FingerprintComparison {
    differences = List.copyOf(differences);
  }

  /** What sort of difference. */
  public enum Kind {
    MISSING("fehlt auf dem neuen Server"),
    EXTRA("ist auf dem neuen Server zu viel"),
    ROWS("andere Zeilenzahl"),
    CONTENT("anderer Inhalt"),
    STRUCTURE("andere Definition"),
    METHOD("nicht vergleichbar");

    private final String label;

    Kind(String label) {
      this.label = label;
    }
  }

  /**
   * @param object table, sequence or other object by its full name
   * @param detail figures of both sides, German
   */
  public record Difference(Kind kind, String object, String detail) {
    String text() {
      return object + ": " + says();
    }

    /** What differs, German, without the object's name. */
    public String says() {
      return kind.label + (detail.isEmpty() ? "" : " (" + detail + ")");
    }
  }

  /**
   * @param before of the old server
   * @param after of the new server
   */
  public static FingerprintComparison of(Fingerprints before, Fingerprints after) {
    List<Difference> found = new ArrayList<>();
    if (!before.algorithm().equals(after.algorithm())) {
      found.add(
          new Difference(
              Kind.METHOD, "Verfahren", before.algorithm() + " und " + after.algorithm()));
    } else {
      compare(before.tables(), after.tables(), TableFingerprint::name, found, compareRows());
      compare(
          before.sequences(),
          after.sequences(),
          sequence -> "Sequenz " + sequence.name(),
          found,
          compareSequences());
      compare(before.structure(), after.structure(), StructureItem::name, found, compareItems());
      compareLargeObjects(before, after, found);
    }
    return new FingerprintComparison(found, before.tables().size(), before.rows());
  }

  public boolean equal() {
    return differences.isEmpty();
  }

  /** German, for people: what is equal, or the first differences by name. */
  public String summary() {
    if (equal()) {
      return "Beide Datenbanken haben denselben Inhalt: "
          + tables
          + " Tabellen mit "
          + rows
          + " Zeilen, Sequenzen, große Objekte und Definitionen.";
    }
    String named =
        differences.stream().limit(NAMED).map(Difference::text).collect(Collectors.joining("; "));
    int more = differences.size() - NAMED;
    return "Die Datenbank auf dem neuen Server weicht in "
        + differences.size()
        + (differences.size() == 1 ? " Punkt" : " Punkten")
        + " von der auf dem alten ab: "
        + named
        + (more > 0 ? "; und " + more + " weitere" : "");
  }

  private static <T> void compare(
      List<T> before,
      List<T> after,
      Function<T, String> name,
      List<Difference> found,
      Pairing<T> pairing) {
    Map<String, T> remaining = new LinkedHashMap<>();
    after.forEach(item -> remaining.put(name.apply(item), item));
    for (T item : before) {
      T other = remaining.remove(name.apply(item));
      if (other == null) {
        found.add(new Difference(Kind.MISSING, name.apply(item), ""));
      } else {
        pairing.compare(name.apply(item), item, other, found);
      }
    }
    remaining.keySet().forEach(extra -> found.add(new Difference(Kind.EXTRA, extra, "")));
  }

  private static Pairing<TableFingerprint> compareRows() {
    return (name, before, after, found) -> {
      if (before.rows() != after.rows()) {
        found.add(
            new Difference(Kind.ROWS, name, "vorher " + before.rows() + ", jetzt " + after.rows()));
      } else if (!before.hash().equals(after.hash())) {
        found.add(new Difference(Kind.CONTENT, name, "bei gleich vielen Zeilen"));
      }
    };
  }

  private static Pairing<SequenceState> compareSequences() {
    return (name, before, after, found) -> {
      if (!before.state().equals(after.state())) {
        found.add(
            new Difference(
                Kind.CONTENT, name, "vorher " + before.state() + ", jetzt " + after.state()));
      }
    };
  }

  private static Pairing<StructureItem> compareItems() {
    return (name, before, after, found) -> {
      if (!before.hash().equals(after.hash())) {
        found.add(new Difference(Kind.STRUCTURE, name, ""));
      }
    };
  }

  private static void compareLargeObjects(
      Fingerprints before, Fingerprints after, List<Difference> found) {
    if (!before.largeObjects().equals(after.largeObjects())) {
      found.add(
          new Difference(
              before.largeObjects().count() == after.largeObjects().count()
                  ? Kind.CONTENT
                  : Kind.ROWS,
              "Große Objekte",
              "vorher "
                  + before.largeObjects().count()
                  + ", jetzt "
                  + after.largeObjects().count()));
    }
  }

  /** Compares two items of the same name. */
  @FunctionalInterface
  private interface Pairing<T> {
    void compare(String name, T before, T after, List<Difference> found);
  }
}
