package de.asvumzug.check.tenant;

import de.asvumzug.check.TenantSettings.Carried;
import de.asvumzug.check.TenantSettings.Table;
import de.asvumzug.check.fingerprint.Fingerprints.TableFingerprint;
import de.asvumzug.check.fingerprint.MeasuredLines;
import de.asvumzug.check.fingerprint.NumbersPerSchool;
import de.asvumzug.check.fingerprint.SchoolNumbers;
import de.asvumzug.check.tenant.TenantMeasurement.PartialFingerprint;
import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads what the PostgreSQL script and the H2 probe write about schools: CSV lines of eight
 * columns, the first naming the kind, the last line {@code end}. Sums the groups of rows up by
 * school.
 */
final class TenantReader {
  private static final int COLUMNS = 8;

  private final TenantPlan plan;
  private final Map<String, Map<String, Sum>> schools = new LinkedHashMap<>();
  private final Map<String, Sum> others = new TreeMap<>();
  private final Map<String, Sum> lists = new TreeMap<>();
  private final Map<String, List<String>> columns = new TreeMap<>();
  private final Map<String, Set<String>> parents = new TreeMap<>();
  private final List<SchoolNumbers> numbers = new ArrayList<>();
  private String algorithm;
  private Instant takenAt;

  private TenantReader(TenantPlan plan) {
    this.plan = plan;
    plan.schools().forEach(school -> schools.put(school, new LinkedHashMap<>()));
  }

  /**
   * @throws OperationFailed (temporary) if the output is not whole
   */
  static TenantMeasurement read(TenantPlan plan, String csv) throws IOException {
    TenantReader reader = new TenantReader(plan);
    MeasuredLines.read(csv, COLUMNS, "Die Prüfsummen der Schulen", reader::take);
    return reader.measurement();
  }

  private void take(CSVRecord line) {
    switch (line.get(0)) {
      case "start" -> {
        algorithm = line.get(1);
        takenAt = Instant.ofEpochSecond(Long.parseLong(line.get(3)));
      }
      case "part" -> part(line);
      case "table" -> table(line.get(1), line.get(2), line.get(3));
      case "key" -> parents.computeIfAbsent(line.get(1), child -> new HashSet<>()).add(line.get(2));
      case "school" ->
          numbers.add(
              new SchoolNumbers(
                  line.get(1),
                  Long.parseLong(line.get(2)),
                  Long.parseLong(line.get(3)),
                  Long.parseLong(line.get(4))));
      default -> throw new IllegalArgumentException("unknown kind " + line.get(0));
    }
  }

  /** A table without rows has no part, but is there. */
  private void table(String schema, String table, String names) {
    columns.put(schema + "." + table, List.of(names.split("\n")));
    others.computeIfAbsent(schema + "." + table, name -> new Sum());
    for (Table entry : plan.entries(schema, table)) {
      schools.values().forEach(sums -> sums.computeIfAbsent(entry.label(), label -> new Sum()));
    }
    if (plan.isValueList(schema, table) && !plan.holdsManyLists(schema, table)) {
      lists.computeIfAbsent(schema + "." + table, name -> new Sum());
    }
  }

  private void part(CSVRecord line) {
    String schema = line.get(1);
    String table = line.get(2);
    String marks = line.get(3);
    long rows = Long.parseLong(line.get(5));
    boolean moved = false;
    boolean elsewhere = false;
    int at = 0;
    for (Table entry : plan.entries(schema, table)) {
      for (String school : plan.schools()) {
        if (marks.charAt(at++) == '1') {
          moved = true;
          Map<String, Sum> sums = schools.get(school);
          sums.computeIfAbsent(entry.label(), label -> new Sum())
              .add(rows, line.get(6), line.get(7));
        }
      }
      elsewhere |= marks.charAt(at++) == '1';
    }
    Sum rest = others.computeIfAbsent(schema + "." + table, name -> new Sum());
    if (!moved || elsewhere) {
      rest.add(rows, line.get(6), line.get(7));
    }
    if (plan.isValueList(schema, table)) {
      String name = schema + "." + table + (line.get(4).isEmpty() ? "" : ": " + line.get(4));
      lists.computeIfAbsent(name, list -> new Sum()).add(rows, line.get(6), line.get(7));
    }
  }

  private TenantMeasurement measurement() {
    Map<String, List<TableFingerprint>> whole = new LinkedHashMap<>();
    Map<String, List<PartialFingerprint>> partial = new LinkedHashMap<>();
    Map<String, Map<String, Long>> left = new LinkedHashMap<>();
    schools.forEach(
        (school, sums) -> {
          whole.put(school, new ArrayList<>());
          partial.put(school, new ArrayList<>());
          left.put(school, new LinkedHashMap<>());
          for (Table entry : plan.settings().tables()) {
            Sum sum = sums.get(entry.label());
            if (sum == null) {
              continue;
            }
            switch (entry.carried()) {
              case COMPLETE ->
                  whole
                      .get(school)
                      .add(fingerprint(plan.settings().schema() + "." + entry.label(), sum, false));
              case PARTIAL -> partial.get(school).add(partial(entry, sum));
              case NOTHING -> left.get(school).put(entry.label(), sum.rows);
            }
          }
        });
    return new TenantMeasurement(
        algorithm,
        takenAt,
        whole,
        partial,
        left,
        plan.alone() ? List.of() : fingerprints(others, false),
        plan.alone() ? List.of() : fingerprints(lists, true),
        columns,
        new NumbersPerSchool(numbers),
        uncovered());
  }

  private static PartialFingerprint partial(Table entry, Sum sum) {
    return new PartialFingerprint(
        entry.label(),
        sum.rows,
        entry.compared(),
        entry.compared().isEmpty() ? "-" : sum.key(),
        sum.hash());
  }

  private static List<TableFingerprint> fingerprints(Map<String, Sum> sums, boolean key) {
    return sums.entrySet().stream()
        .map(entry -> fingerprint(entry.getKey(), entry.getValue(), key))
        .toList();
  }

  private static TableFingerprint fingerprint(String name, Sum sum, boolean key) {
    int dot = name.indexOf('.');
    return new TableFingerprint(
        name.substring(0, dot), name.substring(dot + 1), sum.rows, key ? sum.key() : sum.hash());
  }

  /** Tables that hang on a covered one, at any distance, and are neither covered nor lists. */
  private List<String> uncovered() {
    Set<String> reached = new HashSet<>();
    plan.settings().tables().stream()
        .filter(entry -> entry.carried() != Carried.NOTHING)
        .forEach(entry -> reached.add(plan.settings().schema() + "." + entry.table()));
    Set<String> known = new HashSet<>(reached);
    plan.settings().tables().forEach(entry -> known.add(name(entry)));
    for (boolean grown = true; grown; ) {
      grown = false;
      for (Map.Entry<String, Set<String>> child : parents.entrySet()) {
        if (child.getValue().stream().anyMatch(reached::contains)) {
          grown |= reached.add(child.getKey());
        }
      }
    }
    return reached.stream()
        .filter(table -> columns.containsKey(table) && !known.contains(table))
        .filter(table -> !isList(table))
        .sorted()
        .toList();
  }

  private String name(Table entry) {
    return plan.settings().schema() + "." + entry.table();
  }

  private boolean isList(String name) {
    int dot = name.indexOf('.');
    return plan.isValueList(name.substring(0, dot), name.substring(dot + 1));
  }

  /** Order-free sum of the rows' hashes, in two halves. */
  private static final class Sum {
    private long rows;
    private final BigInteger[] all = {BigInteger.ZERO, BigInteger.ZERO};
    private final BigInteger[] keys = {BigInteger.ZERO, BigInteger.ZERO};

    void add(long count, String hash, String key) {
      rows += count;
      add(all, hash);
      add(keys, key);
    }

    private static void add(BigInteger[] halves, String text) {
      String[] parts = text.split(":");
      halves[0] = halves[0].add(new BigInteger(parts[0]));
      halves[1] = halves[1].add(new BigInteger(parts[1]));
    }

    String hash() {
      return all[0] + ":" + all[1];
    }

    String key() {
      return keys[0] + ":" + keys[1];
    }
  }
}
