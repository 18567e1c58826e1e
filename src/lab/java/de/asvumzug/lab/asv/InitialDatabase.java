package de.asvumzug.lab.asv;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Role and empty database of an Enterprise installation. */
final class InitialDatabase {
  private final String server;
  private final String administrator;
  private final String password;

  /**
   * @param server JDBC address up to the slash before the database's name
   */
  InitialDatabase(String server, String administrator, String password) {
    this.server = server;
    this.administrator = administrator;
    this.password = password;
  }

  /**
   * Creates both; a role that is there gets the new password.
   *
   * @throws SQLException also if there is a database of that name that an interrupted installation
   *     cannot have left
   */
  void create(String name, String owner, String ownerPassword) throws SQLException {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      if (ownsDatabase(connection, name, owner) && isUnfinished(name)) {
        statement.execute("drop database " + statement.enquoteIdentifier(name, true));
      }
      String role = statement.enquoteIdentifier(owner, true);
      statement.execute(
          (roleExists(connection, owner) ? "alter" : "create")
              + " role "
              + role
              + " login password "
              + statement.enquoteLiteral(ownerPassword));
      statement.execute(
          "create database "
              + statement.enquoteIdentifier(name, true)
              + " owner "
              + role
              + " template template0 encoding 'UTF8'");
    }
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(server + database, administrator, password);
  }

  private static boolean roleExists(Connection connection, String role) throws SQLException {
    return number(connection, "select count(*) from pg_roles where rolname = ?", role) > 0;
  }

  private static boolean ownsDatabase(Connection connection, String name, String owner)
      throws SQLException {
    return number(
            connection,
            "select count(*) from pg_database where datname = ? and pg_get_userbyid(datdba) = ?",
            name,
            owner)
        > 0;
  }

  /** Nothing in it, or the initial tables without any school. */
  private boolean isUnfinished(String name) throws SQLException {
    try (Connection connection = connect(name)) {
      long foreign =
          number(
              connection,
              "select count(*) from pg_tables where schemaname not in ('asv', 'pg_catalog',"
                  + " 'information_schema')");
      long schools =
          number(
              connection,
              "select count(*) from pg_tables where schemaname = 'asv' and tablename = ?",
              "svp_schule_stamm");
      return foreign == 0
          && (schools == 0 || number(connection, "select count(*) from asv.svp_schule_stamm") == 0);
    }
  }

  private static long number(Connection connection, String query, String... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
