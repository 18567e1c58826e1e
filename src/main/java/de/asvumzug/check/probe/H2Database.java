package de.asvumzug.check.probe;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** An H2 database, opened read-only with the driver that the installation brings. */
final class H2Database implements AutoCloseable {
  private final Connection connection;

  /**
   * @param path without ".mv.db"
   */
  H2Database(String path, String user, String password) throws SQLException {
    String url = "jdbc:h2:" + path + ";ACCESS_MODE_DATA=r;IFEXISTS=TRUE;TRACE_LEVEL_FILE=0";
    connection = DriverManager.getConnection(url, user, password);
    connection.setReadOnly(true);
    readRowByRow();
  }

  /**
   * H2 keeps the whole answer of a query of a read-only database in memory, unless it is told to
   * compute it while it is read. Then only one answer at a time may be open. Drivers before 1.4.194
   * do not know the setting; they work on as far as the memory goes.
   */
  private void readRowByRow() {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set lazy_query_execution 1");
    } catch (SQLException e) {
      System.err.println("H2 liest nicht zeilenweise: " + e.getMessage());
    }
  }

  Connection connection() {
    return connection;
  }

  String version() throws SQLException {
    return connection.getMetaData().getDatabaseProductVersion();
  }

  /** A table by its schema and name, as the database spells them. */
  record Table(String schema, String name) {
    /** As it stands in a statement. */
    String quoted() {
      return quoted(schema) + "." + quoted(name);
    }

    private static String quoted(String name) {
      return "\"" + name.replace("\"", "\"\"") + "\"";
    }
  }

  /** All but H2's own. */
  List<Table> tables() throws SQLException {
    List<Table> found = new ArrayList<>();
    try (ResultSet tables =
        connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE", "BASE TABLE"})) {
      while (tables.next()) {
        String schema = tables.getString("TABLE_SCHEM");
        if (!schema.equals("INFORMATION_SCHEMA")) {
          found.add(new Table(schema, tables.getString("TABLE_NAME")));
        }
      }
    }
    return found;
  }

  /** Writes the numbers per school that the settings' query answers; blank for none. */
  void numbers(String sql, OutputLines out) throws SQLException {
    if (sql.isBlank()) {
      return;
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        out.line("school", row.getString(1), row.getString(2), row.getString(3), row.getString(4));
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
