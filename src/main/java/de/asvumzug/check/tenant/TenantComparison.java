package de.asvumzug.check.tenant;

import de.asvumzug.check.fingerprint.Fingerprints.TableFingerprint;
import de.asvumzug.check.tenant.TenantMeasurement.PartialFingerprint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares what two databases, or one at two moments, held of schools.
 *
 * @param subject German, what was compared, e.g. "Schule 0001"
 * @param differences by table; empty if all that had to be equal is
 * @param gaps where the school backup carried a part only: the school completes these; never
 *     counted as equal, never a failure
 * @param tables number of tables compared
 * @param rows number of rows before
 */
public record TenantComparison(
    String subject, List<Difference> differences, List<Difference> gaps, int tables, long rows) {
  private static final int NAMED = 20;

  public TenantComparison {
    differences = List.copyOf(differences);
    gaps = List.copyOf(gaps);
  }

  /**
   * @param object table or other object
   * @param detail German, with the figures of both sides
   */
  public record Difference(String object, String detail) {
    String text() {
      return object + ": " + detail;
    }
  }

  /** What belongs to the school: on the old server, and on the new one after its restore. */
  public static TenantComparison moved(
      TenantMeasurement before, TenantMeasurement after, String school) {
    List<Difference> found = method(before, after);
    List<Difference> gaps = new ArrayList<>();
    List<TableFingerprint> tables = of(before, school);
    if (found.isEmpty()) {
      tables(tables, of(after, school), found);
      partial(before, after, school, found, gaps);
      columns(before, after, names(tables), found);
    }
    return new TenantComparison("Schule " + school, found, gaps, tables.size(), rows(tables));
  }

  /** What belongs to none of the moved schools, in one database before and after. */
  public static TenantComparison others(TenantMeasurement before, TenantMeasurement after) {
    return rest("Alle übrigen Daten", before, after);
  }

  /** Everything, both measured without naming a school. */
  public static TenantComparison everything(TenantMeasurement before, TenantMeasurement after) {
    return rest("Der ganze Datenbestand", before, after);
  }

  private static TenantComparison rest(
      String subject, TenantMeasurement before, TenantMeasurement after) {
    List<Difference> found = method(before, after);
    if (found.isEmpty()) {
      if (!before.schools().keySet().equals(after.schools().keySet())) {
        found.add(
            new Difference(
                "Verfahren",
                "verschiedene Schulen ausgenommen (%s und %s)"
                    .formatted(before.schools().keySet(), after.schools().keySet())));
      }
      tables(before.others(), after.others(), found);
      columns(before, after, before.columns().keySet(), found);
    }
    return new TenantComparison(
        subject, found, List.of(), before.others().size(), rows(before.others()));
  }

  public boolean equal() {
    return differences.isEmpty();
  }

  /** German, for people: what is equal, or the first differences by name; gaps at the end. */
  public String summary() {
    String text =
        equal()
            ? subject + ": gleicher Inhalt in " + tables + " Tabellen mit " + rows + " Zeilen."
            : subject
                + ": Abweichung in "
                + differences.size()
                + (differences.size() == 1 ? " Punkt: " : " Punkten: ")
                + listed(differences);
    return gaps.isEmpty() ? text : text + " Von der Schule zu ergänzen: " + listed(gaps) + ".";
  }

  private static String listed(List<Difference> all) {
    int more = all.size() - NAMED;
    return all.stream().limit(NAMED).map(Difference::text).collect(Collectors.joining("; "))
        + (more > 0 ? "; und " + more + " weitere" : "");
  }

  private static List<Difference> method(TenantMeasurement before, TenantMeasurement after) {
    List<Difference> found = new ArrayList<>();
    if (!before.algorithm().equals(after.algorithm())) {
      found.add(
          new Difference(
              "Verfahren", "nicht vergleichbar: " + before.algorithm() + ", " + after.algorithm()));
    }
    return found;
  }

  /** Shared with the comparison of value lists, which are tables of a sort too. */
  static void tables(
      List<TableFingerprint> before, List<TableFingerprint> after, List<Difference> found) {
    Map<String, TableFingerprint> remaining = new LinkedHashMap<>();
    after.forEach(table -> remaining.put(table.name(), table));
    for (TableFingerprint table : before) {
      TableFingerprint other = remaining.remove(table.name());
      if (other == null) {
        found.add(new Difference(table.name(), "fehlt (vorher " + table.rows() + " Zeilen)"));
      } else if (table.rows() != other.rows()) {
        found.add(new Difference(table.name(), counts(table.rows(), other.rows())));
      } else if (!table.hash().equals(other.hash())) {
        found.add(
            new Difference(
                table.name(), "anderer Inhalt bei gleich vielen Zeilen (" + table.rows() + ")"));
      }
    }
    remaining.forEach(
        (name, table) ->
            found.add(new Difference(name, "zu viel (jetzt " + table.rows() + " Zeilen)")));
  }

  private static void partial(
      TenantMeasurement before,
      TenantMeasurement after,
      String school,
      List<Difference> found,
      List<Difference> gaps) {
    Map<String, PartialFingerprint> remaining = new LinkedHashMap<>();
    after
        .partial()
        .getOrDefault(school, List.of())
        .forEach(table -> remaining.put(table.table(), table));
    for (PartialFingerprint table : before.partial().getOrDefault(school, List.of())) {
      PartialFingerprint other = remaining.remove(table.table());
      if (other == null) {
        found.add(new Difference(table.table(), "fehlt (vorher " + table.rows() + " Zeilen)"));
      } else {
        partial(table, other, found, gaps);
      }
    }
    remaining.keySet().forEach(name -> found.add(new Difference(name, "zu viel")));
  }

  private static void partial(
      PartialFingerprint before,
      PartialFingerprint after,
      List<Difference> found,
      List<Difference> gaps) {
    List<Difference> place = before.compared().isEmpty() ? gaps : found;
    if (before.rows() != after.rows()) {
      place.add(new Difference(before.table(), counts(before.rows(), after.rows())));
    } else if (!before.compared().equals(after.compared()) || !before.key().equals(after.key())) {
      found.add(
          new Difference(
              before.table(), "anderer Inhalt in " + String.join(", ", before.compared())));
    } else if (!before.hash().equals(after.hash())) {
      gaps.add(new Difference(before.table(), "nicht alle Angaben übernommen"));
    }
  }

  private static void columns(
      TenantMeasurement before,
      TenantMeasurement after,
      Set<String> tables,
      List<Difference> found) {
    for (String table : tables) {
      List<String> left = before.columns().get(table);
      List<String> right = after.columns().get(table);
      if (left != null && right != null && !left.equals(right)) {
        Set<String> missing = new LinkedHashSet<>(left);
        missing.removeAll(right);
        Set<String> extra = new LinkedHashSet<>(right);
        extra.removeAll(left);
        found.add(new Difference(table, "fehlende Spalten " + missing + ", neue " + extra));
      }
    }
  }

  private static String counts(long before, long after) {
    return "andere Zeilenzahl (vorher " + before + ", jetzt " + after + ")";
  }

  private static List<TableFingerprint> of(TenantMeasurement measurement, String school) {
    return measurement.schools().getOrDefault(school, List.of());
  }

  private static Set<String> names(List<TableFingerprint> tables) {
    // A label may say more than the table: "svp_anschrift (Schüler)".
    return tables.stream()
        .map(table -> table.name().replaceAll(" \\(.*", ""))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static long rows(List<TableFingerprint> tables) {
    return tables.stream().mapToLong(TableFingerprint::rows).sum();
  }
}
