package de.asvumzug.check.fingerprint;

import de.asvumzug.check.fingerprint.Fingerprints.Derived;
import de.asvumzug.check.fingerprint.Fingerprints.Note;
import de.asvumzug.check.fingerprint.Fingerprints.SequenceState;
import de.asvumzug.check.fingerprint.Fingerprints.StructureItem;
import de.asvumzug.check.fingerprint.Fingerprints.TableFingerprint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares what two databases held.
 *
 * @param differences empty if both held the same
 * @param tables number of tables on the old server
 * @param rows number of rows on the old server
 * @param notes what was not compared, or differs for a known reason
 */
public record FingerprintComparison(
    List<Difference> differences, int tables, long rows, List<Note> notes) {
  private static final int NAMED = 20;

  /** Documents of older versions have no notes. */
  public FingerprintComparison {
    differences = List.copyOf(differences);
    notes = List.copyOf(Objects.requireNonNullElse(notes, List.of()));
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
   * What a restore makes anew may differ: that is a note.
   *
   * @param before of the old server
   * @param after of the new server, right after the restore
   */
  public static FingerprintComparison of(Fingerprints before, Fingerprints after) {
    return compare(before, after, true);
  }

  /** Of one and the same database, at two times: nothing of it may have changed. */
  public static FingerprintComparison ofTheSame(Fingerprints before, Fingerprints after) {
    return compare(before, after, false);
  }

  private static FingerprintComparison compare(
      Fingerprints before, Fingerprints after, boolean restored) {
    List<Difference> found = new ArrayList<>();
    Set<Note> notes = new LinkedHashSet<>(before.notes());
    notes.addAll(after.notes());
    if (!before.algorithm().equals(after.algorithm())) {
      found.add(
          new Difference(
              Kind.METHOD, "Verfahren", before.algorithm() + " und " + after.algorithm()));
    } else {
      compare(
          before.tables(),
          after.tables(),
          table -> new Key("", table.schema(), table.table(), table.name()),
          found,
          compareRows());
      compare(
          before.sequences(),
          after.sequences(),
          sequence ->
              new Key("", sequence.schema(), sequence.sequence(), "Sequenz " + sequence.name()),
          found,
          compareSequences());
      compareStructure(before, after, found, notes);
      compareLargeObjects(before, after, found);
      compareDerived(before, after, restored, found, notes);
    }
    return new FingerprintComparison(
        found, before.tables().size(), before.rows(), List.copyOf(notes));
  }

  /**
   * The same, where some things are known not to be on the new server: they are noted.
   *
   * @param missing names as in the differences
   * @param reason German
   */
  public FingerprintComparison without(Set<String> missing, String reason) {
    List<Difference> left = new ArrayList<>();
    List<Note> noted = new ArrayList<>(notes);
    for (Difference difference : differences) {
      if (difference.kind() == Kind.MISSING && missing.contains(difference.object())) {
        noted.add(new Note(difference.object(), reason));
      } else {
        left.add(difference);
      }
    }
    return new FingerprintComparison(left, tables, rows, noted);
  }

  public boolean equal() {
    return differences.isEmpty();
  }

  /** German, for people: what is equal, or the first differences by name. */
  public String summary() {
    if (equal()) {
      return """
      Beide Datenbanken haben denselben Inhalt: %s Tabellen mit %s Zeilen, Sequenzen, große \
      Objekte und Definitionen.%s"""
          .formatted(tables, rows, numberOfNotes());
    }
    String named =
        differences.stream().limit(NAMED).map(Difference::text).collect(Collectors.joining("; "));
    int more = differences.size() - NAMED;
    return "Die Datenbank auf dem neuen Server weicht in %s%s von der auf dem alten ab: %s%s"
        .formatted(
            differences.size(),
            differences.size() == 1 ? " Punkt" : " Punkten",
            named,
            more > 0 ? "; und " + more + " weitere" : "");
  }

  private String numberOfNotes() {
    return switch (notes.size()) {
      case 0 -> "";
      case 1 -> " Ein Hinweis sagt, was nicht verglichen werden konnte oder anders sein darf.";
      default ->
          " %s Hinweise sagen, was nicht verglichen werden konnte oder anders sein darf."
              .formatted(notes.size());
    };
  }

  /** Schema and name apart: "a.b"."c" is not "a"."b.c", though both are shown as a.b.c. */
  private record Key(String kind, String schema, String object, String shown) {}

  private static Key key(StructureItem item) {
    return new Key(item.kind(), item.schema(), item.object(), item.name());
  }

  private static <T> void compare(
      List<T> before,
      List<T> after,
      Function<T, Key> key,
      List<Difference> found,
      Pairing<T> pairing) {
    Map<Key, T> remaining = new LinkedHashMap<>();
    after.forEach(item -> remaining.put(key.apply(item), item));
    for (T item : before) {
      String name = key.apply(item).shown();
      T other = remaining.remove(key.apply(item));
      if (other == null) {
        found.add(new Difference(Kind.MISSING, name, ""));
      } else {
        pairing.compare(name, item, other, found);
      }
    }
    remaining.keySet().forEach(extra -> found.add(new Difference(Kind.EXTRA, extra.shown(), "")));
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

  private static void compareStructure(
      Fingerprints before, Fingerprints after, List<Difference> found, Set<Note> notes) {
    Set<Key> known = new HashSet<>();
    before.structure().forEach(item -> known.add(key(item)));
    List<StructureItem> compared = new ArrayList<>();
    for (StructureItem item : after.structure()) {
      if (!known.contains(key(item)) && StructureKinds.ofTheCluster(item.kind())) {
        notes.add(new Note(item.name(), StructureKinds.SURPLUS));
      } else {
        compared.add(item);
      }
    }
    compare(before.structure(), compared, FingerprintComparison::key, found, compareItems());
  }

  private static void compareDerived(
      Fingerprints before,
      Fingerprints after,
      boolean restored,
      List<Difference> found,
      Set<Note> notes) {
    Map<String, Derived> now = new LinkedHashMap<>();
    after.derived().forEach(item -> now.put(item.object(), item));
    for (Derived old : before.derived()) {
      Derived other = now.get(old.object());
      if (other == null || other.state().equals(old.state())) {
        continue;
      }
      String states =
          old.shown() ? "vorher " + old.state() + ", jetzt " + other.state() : "anderer Inhalt";
      if (restored) {
        notes.add(new Note(old.object(), old.reason() + " (" + states + ")"));
      } else {
        found.add(new Difference(Kind.CONTENT, old.object(), old.shown() ? states : ""));
      }
    }
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
