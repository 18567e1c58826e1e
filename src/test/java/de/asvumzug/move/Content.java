package de.asvumzug.move;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a database holds, looked at without the product: one checksum a table over all its rows, in
 * the order of their texts. Identifiers come from the database's own catalogue.
 */
final class Content {
  private Content() {}

  /** Columns of every table, by {@code schema.table} in lower case. */
  static Map<String, List<String>> columns(Connection connection) throws SQLException {
    Map<String, List<String>> columns = new TreeMap<>();
    String sql =
        "select c.table_schema, c.table_name, c.column_name from information_schema.columns c"
            + " join information_schema.tables t on t.table_schema = c.table_schema"
            + " and t.table_name = c.table_name where t.table_type in ('BASE TABLE', 'TABLE')"
            + " and lower(c.table_schema) not in ('pg_catalog', 'information_schema')"
            + " order by 1, 2, c.ordinal_position";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        String table = row.getString(1) + "." + row.getString(2);
        columns
            .computeIfAbsent(table.toLowerCase(Locale.ROOT), name -> new ArrayList<>())
            .add(row.getString(3).toLowerCase(Locale.ROOT));
      }
    }
    return columns;
  }

  /** Checksums of all tables in these columns; tables that are not there are left out. */
  static Map<String, String> of(Connection connection, Map<String, List<String>> columns)
      throws SQLException {
    Map<String, String> sums = new TreeMap<>();
    List<String> there = List.copyOf(columns(connection).keySet());
    for (Map.Entry<String, List<String>> table : columns.entrySet()) {
      if (there.contains(table.getKey())) {
        String list = String.join(", ", table.getValue());
        sums.put(table.getKey(), sum(connection, "select " + list + " from " + table.getKey()));
      }
    }
    return sums;
  }

  static Map<String, String> of(Connection connection) throws SQLException {
    return of(connection, columns(connection));
  }

  /** Checksum of each large object of a PostgreSQL database, by its id. */
  static Map<String, String> largeObjects(Connection connection) throws SQLException {
    Map<String, String> sums = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select oid::text, md5(lo_get(oid)) from pg_largeobject_metadata")) {
      while (row.next()) {
        sums.put(row.getString(1), row.getString(2));
      }
    }
    return sums;
  }

  /** First column of a query as texts. */
  static List<String> texts(Connection connection, String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        texts.add(row.getString(1));
      }
    }
    return texts;
  }

  private static String sum(Connection connection, String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      ResultSetMetaData columns = row.getMetaData();
      while (row.next()) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          String value = value(row, i, columns.getColumnType(i));
          text.append(value == null ? "-" : value.length() + ":" + value).append('|');
        }
        rows.add(text.toString());
      }
    }
    Collections.sort(rows);
    return rows.size() + " " + md5(String.join("\n", rows));
  }

  private static String value(ResultSet row, int column, int type) throws SQLException {
    return switch (type) {
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> {
        byte[] bytes = row.getBytes(column);
        yield bytes == null ? null : HexFormat.of().formatHex(bytes);
      }
      default -> row.getString(column);
    };
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
