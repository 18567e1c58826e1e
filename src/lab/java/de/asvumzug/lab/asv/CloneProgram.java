package de.asvumzug.lab.asv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Stands for the ministry's tool that clones a School database 1:1 into an initially empty
 * PostgreSQL database (docs/domain.md §4; the real one has windows, its arguments are assumed).
 *
 * <p>Exit codes: 0 done, 1 wrong use, 2 PostgreSQL, 4 not empty, 5 file missing or locked.
 */
public final class CloneProgram {
  private CloneProgram() {}

  public static void main(String[] line) throws Exception {
    try {
      run(line);
    } catch (Exit e) {
      System.err.println(e.getMessage());
      System.exit(e.code());
    }
  }

  /** Arguments: {@code --von} H2 file, {@code --nach} JDBC address, user and password file. */
  public static void run(String... line) throws Exit, IOException {
    Arguments arguments =
        new Arguments(line, Set.of("von", "nach", "benutzer", "passwort-datei"), Set.of());
    Path file = Path.of(arguments.get("von"));
    if (!Files.isRegularFile(file)) {
      throw new Exit(5, "Die Datei " + file + " gibt es nicht");
    }
    try (Connection from = read(() -> source(file));
        Connection to = write(() -> target(arguments))) {
      if (write(() -> hasTables(to))) {
        throw new Exit(4, "Die Zieldatenbank ist nicht leer");
      }
      Version version = read(() -> Structure.version(from));
      write(
          () -> {
            to.setAutoCommit(false);
            Structure.create(to, version);
            return execute(to, "delete from asv.svp_systemparameter");
          });
      for (String table : read(() -> inOrder(from))) {
        copy(from, to, table);
      }
      long next = read(() -> nextNumber(from));
      write(() -> execute(to, "alter sequence asv.svp_laufende_nummer restart with " + next));
      write(
          () -> {
            to.commit();
            return null;
          });
    } catch (SQLException e) {
      throw new Exit(2, "PostgreSQL: " + e.getMessage());
    }
  }

  /** A step with one of the two databases. */
  private interface Access<T> {
    T run() throws SQLException, Exit;
  }

  private static <T> T read(Access<T> access) throws Exit {
    try {
      return access.run();
    } catch (SQLException e) {
      throw new Exit(5, "Die Datei ist nicht zugänglich: " + e.getMessage());
    }
  }

  private static <T> T write(Access<T> access) throws Exit {
    try {
      return access.run();
    } catch (SQLException e) {
      throw new Exit(2, "PostgreSQL: " + e.getMessage());
    }
  }

  private static Connection source(Path file) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:h2:"
            + file.toAbsolutePath().toString().replaceAll("[.]mv[.]db$", "")
            + ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r",
        "sa",
        "");
  }

  private static Connection target(Arguments arguments) throws SQLException, Exit {
    return DriverManager.getConnection(
        arguments.get("nach"),
        arguments.get("benutzer"),
        arguments.firstLineOf("passwort-datei", 1));
  }

  private static boolean execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.execute(sql);
    }
  }

  /** The tables of the H2 file, each after those that it points to. */
  private static List<String> inOrder(Connection from) throws SQLException {
    List<String> waiting = tables(from);
    List<String> ordered = new ArrayList<>();
    while (!waiting.isEmpty()) {
      List<String> ready = new ArrayList<>();
      for (String table : waiting) {
        if (ready(from, waiting, table)) {
          ready.add(table);
        }
      }
      if (ready.isEmpty()) {
        throw new SQLException("Diese Tabellen zeigen aufeinander: " + waiting);
      }
      ordered.addAll(ready);
      waiting.removeAll(ready);
    }
    return ordered;
  }

  /** Whether every table that this one points to has been copied. */
  private static boolean ready(Connection from, List<String> waiting, String table)
      throws SQLException {
    try (ResultSet keys = from.getMetaData().getImportedKeys(null, "ASV", table)) {
      while (keys.next()) {
        if (waiting.contains(keys.getString("PKTABLE_NAME"))) {
          return false;
        }
      }
      return true;
    }
  }

  private static void copy(Connection from, Connection to, String table) throws SQLException, Exit {
    try (Statement query = from.createStatement();
        ResultSet row = read(() -> query.executeQuery("select * from asv." + table))) {
      List<String> names = read(() -> names(row));
      try (PreparedStatement insert = write(() -> to.prepareStatement(insert(table, names)))) {
        while (read(row::next)) {
          List<Object> values = read(() -> values(row, table, names));
          write(
              () -> {
                for (int i = 0; i < values.size(); i++) {
                  insert.setObject(i + 1, values.get(i));
                }
                insert.addBatch();
                return null;
              });
        }
        write(insert::executeBatch);
      }
    }
  }

  private static List<String> names(ResultSet row) throws SQLException {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      names.add(row.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT));
    }
    return names;
  }

  private static String insert(String table, List<String> names) {
    List<String> marks =
        names.stream()
            .map(name -> isLargeObject(table, name) ? "lo_from_bytea(0, ?)" : "?")
            .toList();
    return "insert into asv."
        + table.toLowerCase(Locale.ROOT)
        + " ("
        + String.join(", ", names)
        + ") values ("
        + String.join(", ", marks)
        + ")";
  }

  private static List<Object> values(ResultSet row, String table, List<String> names)
      throws SQLException {
    List<Object> values = new ArrayList<>();
    for (int i = 1; i <= names.size(); i++) {
      values.add(isLargeObject(table, names.get(i - 1)) ? row.getBytes(i) : row.getObject(i));
    }
    return values;
  }

  private static boolean isLargeObject(String table, String column) {
    return table.equalsIgnoreCase("svp_dokument") && column.equals("inhalt");
  }

  private static long nextNumber(Connection from) throws SQLException {
    try (Statement query = from.createStatement();
        ResultSet next =
            query.executeQuery(
                "select base_value from information_schema.sequences where lower(sequence_name) ="
                    + " 'svp_laufende_nummer'")) {
      if (!next.next()) {
        throw new SQLException("asv.svp_laufende_nummer fehlt");
      }
      return next.getLong(1);
    }
  }

  /** Any table of any schema that is not PostgreSQL's own. */
  private static boolean hasTables(Connection to) throws SQLException {
    try (Statement statement = to.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select count(*) from information_schema.tables where table_schema not in"
                    + " ('pg_catalog', 'information_schema')")) {
      row.next();
      return row.getLong(1) > 0;
    }
  }

  private static List<String> tables(Connection connection) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select table_name from information_schema.tables where lower(table_schema) = 'asv'"
                    + " and table_type in ('BASE TABLE', 'TABLE')")) {
      while (row.next()) {
        tables.add(row.getString(1));
      }
    }
    return tables;
  }
}
