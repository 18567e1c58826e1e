package de.asvumzug.support;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Rows of an ASV database as counted checksums, looked at without the product: what a school or a
 * whole server holds, whatever database engine keeps it.
 */
public final class Rows {
  private static final String SCHOOL =
      "select id from asv.svp_schule_stamm where schulnummer in (%s)";

  /** How to find a school's own rows: table, foreign key, table that it points to. */
  private static final List<List<String>> OWNED =
      List.of(
          List.of("svp_schule_schuljahr", "schule_stamm_id", "svp_schule_stamm"),
          List.of("svp_schule_fach", "schule_stamm_id", "svp_schule_stamm"),
          List.of("svp_klasse", "schule_schuljahr_id", "svp_schule_schuljahr"),
          List.of("svp_klassengruppe", "klasse_id", "svp_klasse"),
          List.of("svp_schueler_schuljahr", "klassengruppe_id", "svp_klassengruppe"),
          List.of("svp_schuelerfach", "schueler_schuljahr_id", "svp_schueler_schuljahr"),
          List.of("svp_note", "schuelerfach_id", "svp_schuelerfach"),
          List.of("svp_zeugnis_note", "schuelerfach_id", "svp_schuelerfach"));

  /** Change by themselves: the server's own parameters, the time of a log-in. */
  private static final Set<String> LIVELY = Set.of("svp_systemparameter", "svp_benutzer");

  private final Map<String, Map<String, Integer>> tables;

  private Rows(Map<String, Map<String, Integer>> tables) {
    this.tables = tables;
  }

  /** All rows of the schema {@code asv}, accounts and the system's own parameters left out. */
  public static Rows of(Connection connection) throws SQLException {
    Map<String, Map<String, Integer>> tables = new TreeMap<>();
    for (String table : names(connection)) {
      if (!LIVELY.contains(table)) {
        tables.put(table, sums(connection, "select * from asv." + table, List.of()));
      }
    }
    return new Rows(tables);
  }

  /** The rows that belong to these schools alone: no teachers, no addresses, no reports. */
  public static Rows of(Connection connection, List<String> schools) throws SQLException {
    String marks =
        schools.isEmpty() ? "null" : String.join(", ", schools.stream().map(s -> "?").toList());
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("svp_schule_stamm", SCHOOL.formatted(marks));
    Map<String, Map<String, Integer>> tables = new TreeMap<>();
    for (List<String> owned : OWNED) {
      String where = " where " + owned.get(1) + " in (" + keys.get(owned.get(2)) + ")";
      keys.put(owned.get(0), "select id from asv." + owned.get(0) + where);
      tables.put(
          owned.get(0), sums(connection, "select * from asv." + owned.get(0) + where, schools));
    }
    tables.put(
        "svp_schueler_stamm",
        sums(
            connection,
            "select * from asv.svp_schueler_stamm where id in (select schueler_stamm_id from"
                + " asv.svp_schueler_schuljahr where klassengruppe_id in ("
                + keys.get("svp_klassengruppe")
                + "))",
            schools));
    tables.put(
        "svp_schule_stamm",
        sums(
            connection,
            "select * from asv.svp_schule_stamm where schulnummer in (" + marks + ")",
            schools));
    return new Rows(tables);
  }

  public long count() {
    return tables.values().stream()
        .flatMap(rows -> rows.values().stream())
        .mapToLong(Integer::longValue)
        .sum();
  }

  /** Rows that are here and not in the other, by table. */
  public Map<String, Integer> missingIn(Rows other) {
    Map<String, Integer> missing = new TreeMap<>();
    tables.forEach(
        (table, rows) -> {
          Map<String, Integer> there = other.tables.getOrDefault(table, Map.of());
          int lost =
              rows.entrySet().stream()
                  .mapToInt(
                      row -> Math.max(0, row.getValue() - there.getOrDefault(row.getKey(), 0)))
                  .sum();
          if (lost > 0) {
            missing.put(table, lost);
          }
        });
    return missing;
  }

  /** These rows without those of the other. */
  public Rows without(Rows other) {
    Map<String, Map<String, Integer>> rest = new TreeMap<>();
    tables.forEach(
        (table, rows) -> {
          Map<String, Integer> kept = new HashMap<>(rows);
          other
              .tables
              .getOrDefault(table, Map.of())
              .forEach((row, number) -> kept.merge(row, -number, Integer::sum));
          kept.values().removeIf(number -> number <= 0);
          rest.put(table, kept);
        });
    return new Rows(rest);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rows rows && rows.tables.equals(tables);
  }

  @Override
  public int hashCode() {
    return tables.hashCode();
  }

  @Override
  public String toString() {
    Map<String, Integer> counts = new TreeMap<>();
    tables.forEach((table, rows) -> counts.put(table, rows.size()));
    return counts.toString();
  }

  private static List<String> names(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select table_name from information_schema.tables where lower(table_schema) = 'asv'"
                    + " and table_type in ('BASE TABLE', 'TABLE') order by 1")) {
      while (row.next()) {
        names.add(row.getString(1).toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  private static Map<String, Integer> sums(Connection connection, String sql, List<String> schools)
      throws SQLException {
    Map<String, Integer> sums = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      for (int i = 0; i < schools.size(); i++) {
        query.setString(i + 1, schools.get(i));
      }
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          sums.merge(md5(text(row)), 1, Integer::sum);
        }
      }
    }
    return sums;
  }

  private static String text(ResultSet row) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    Map<String, String> values = new TreeMap<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      values.put(columns.getColumnName(i).toLowerCase(Locale.ROOT), value(row, i, columns));
    }
    return values.toString();
  }

  private static String value(ResultSet row, int column, ResultSetMetaData columns)
      throws SQLException {
    switch (columns.getColumnType(column)) {
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY -> {
        byte[] bytes = row.getBytes(column);
        return bytes == null ? "null" : HexFormat.of().formatHex(bytes);
      }
      case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> {
        return String.valueOf(row.getTimestamp(column));
      }
      case Types.BOOLEAN, Types.BIT -> {
        boolean flag = row.getBoolean(column);
        return row.wasNull() ? "null" : String.valueOf(flag);
      }
      default -> {
        String text = row.getString(column);
        return text == null ? "null" : text.length() + ":" + text;
      }
    }
  }

  private static String md5(String text) {
    try {
      byte[] sum = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
