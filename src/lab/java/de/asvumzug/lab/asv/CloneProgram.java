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
 * PostgreSQL database (asv-domain §4; the real one has windows, its arguments are assumed).
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
    try (Connection from =
            DriverManager.getConnection(
                "jdbc:h2:"
                    + file.toString().replaceAll("[.]mv[.]db$", "")
                    + ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r",
                "sa",
                "");
        Connection to = target(arguments)) {
      to.setAutoCommit(false);
      clone(from, to);
      to.commit();
    } catch (SQLException e) {
      throw new Exit(5, "Die Datenbank ist nicht zugänglich: " + e.getMessage());
    }
  }

  private static Connection target(Arguments arguments) throws Exit {
    try {
      Connection to =
          DriverManager.getConnection(
              arguments.get("nach"),
              arguments.get("benutzer"),
              arguments.firstLineOf("passwort-datei", 1));
      if (!tables(to).isEmpty()) {
        throw new Exit(4, "Die Zieldatenbank ist nicht leer");
      }
      return to;
    } catch (SQLException e) {
      throw new Exit(2, "PostgreSQL: " + e.getMessage());
    }
  }

  private static void clone(Connection from, Connection to) throws SQLException {
    Structure.create(to, Structure.version(from));
    try (Statement empty = to.createStatement()) {
      empty.execute("delete from asv.svp_systemparameter");
      List<String> waiting = tables(from);
      while (!waiting.isEmpty()) {
        waiting.removeIf(table -> ready(from, waiting, table) && copied(from, to, table));
      }
      try (ResultSet next =
          from.createStatement()
              .executeQuery(
                  "select base_value from information_schema.sequences where lower(sequence_name) ="
                      + " 'svp_laufende_nummer'")) {
        if (next.next()) {
          empty.execute("alter sequence asv.svp_laufende_nummer restart with " + next.getLong(1));
        }
      }
    }
  }

  /** Whether every table that this one points to has been copied. */
  private static boolean ready(Connection from, List<String> waiting, String table) {
    try (ResultSet keys = from.getMetaData().getImportedKeys(null, "ASV", table)) {
      while (keys.next()) {
        if (waiting.contains(keys.getString("PKTABLE_NAME"))) {
          return false;
        }
      }
      return true;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean copied(Connection from, Connection to, String table) {
    boolean largeObject = table.equalsIgnoreCase("svp_dokument");
    try (Statement query = from.createStatement();
        ResultSet row = query.executeQuery("select * from asv." + table)) {
      int columns = row.getMetaData().getColumnCount();
      List<String> names = new ArrayList<>();
      List<String> marks = new ArrayList<>();
      for (int i = 1; i <= columns; i++) {
        String name = row.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT);
        names.add(name);
        marks.add(largeObject && name.equals("inhalt") ? "lo_from_bytea(0, ?)" : "?");
      }
      try (PreparedStatement insert =
          to.prepareStatement(
              "insert into asv."
                  + table.toLowerCase(Locale.ROOT)
                  + " ("
                  + String.join(", ", names)
                  + ") values ("
                  + String.join(", ", marks)
                  + ")")) {
        while (row.next()) {
          for (int i = 1; i <= columns; i++) {
            boolean bytes = largeObject && names.get(i - 1).equals("inhalt");
            insert.setObject(i, bytes ? row.getBytes(i) : row.getObject(i));
          }
          insert.addBatch();
        }
        insert.executeBatch();
      }
      return true;
    } catch (SQLException e) {
      throw new IllegalStateException(table + ": " + e.getMessage(), e);
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
