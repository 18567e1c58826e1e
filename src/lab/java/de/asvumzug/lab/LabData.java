package de.asvumzug.lab;

import de.asvumzug.lab.asv.Home;
import de.asvumzug.lab.asv.Users;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** What the lab puts into databases: schools, people, a document, and neighbours on the server. */
final class LabData {
  private LabData() {}

  /** Through the server's own settings, so that the data belong to the database's owner. */
  static Connection asServer(LabMachine machine) throws IOException, SQLException {
    Home home = machine.home();
    Map<String, String> config = home.config();
    return DriverManager.getConnection(
        home.databaseUrl() + (home.school() ? "" : "?reWriteBatchedInserts=true"),
        config.getOrDefault("database.user", "sa"),
        config.getOrDefault("database.password", ""));
  }

  /** Puts schools, people and a document into a fresh installation. */
  static void fill(
      LabMachine machine,
      LabOptions options,
      String sysPassword,
      String schoolPassword,
      boolean enterprise)
      throws IOException, SQLException {
    try (Connection connection = asServer(machine)) {
      new SampleData(connection, options, 1, options.schools()).write();
      Users.put(connection, "sys", sysPassword, false);
      Users.put(connection, "betreuer", schoolPassword, false);
      users(connection, 1, options.schools(), schoolPassword);
      document(connection, enterprise);
    }
  }

  static void users(Connection connection, int first, int count, String password)
      throws SQLException {
    for (int school = first; school < first + count; school++) {
      String number = SampleData.number(school);
      Users.put(connection, "admin" + number, password, false, "S" + number);
      Users.put(connection, "gesperrt" + number, password, true, "S" + number);
    }
  }

  private static void document(Connection connection, boolean enterprise) throws SQLException {
    byte[] letter = "Elternbrief äöüß €\n".repeat(3_000).getBytes(StandardCharsets.UTF_8);
    String value = enterprise ? "lo_from_bytea(0, ?)" : "?";
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into asv.svp_dokument (id, bezeichnung, inhalt) values (?, ?, "
                + value
                + ")")) {
      insert.setString(1, "D1");
      insert.setString(2, "Elternbrief Größe");
      insert.setBytes(3, letter);
      insert.executeUpdate();
    }
  }

  /** What else lives on such a PostgreSQL server (docs/domain.md §3.2). */
  static void neighbours(LabMachine machine, String notenmanager) throws SQLException {
    try (Connection connection = machine.database("postgres");
        Statement statement = connection.createStatement()) {
      String password = statement.enquoteLiteral(notenmanager);
      statement.execute("create role nmsv0001 login password " + password);
      statement.execute("create database bsnm0001 owner nmsv0001");
      statement.execute("create database bsnm0001support owner nmsv0001");
    }
    try (Connection connection = machine.database("bsnm0001");
        Statement statement = connection.createStatement()) {
      statement.execute("create table notenbuch (id integer primary key, eintrag varchar(80))");
      statement.execute("insert into notenbuch values (1, 'Müster, Jörg: 2,5')");
      statement.execute("alter table notenbuch owner to nmsv0001");
    }
    try (Connection connection = machine.database("asv");
        Statement statement = connection.createStatement()) {
      statement.execute("create schema sync");
      statement.execute(
          "create table sync.user_id (lehrer_id varchar(40) primary key, konto text)");
      statement.execute(
          "insert into sync.user_id select id, lower(familienname) || '@example.org' from"
              + " asv.svp_lehrer_stamm");
      statement.execute("grant usage on schema sync to asv");
      statement.execute("grant select on sync.user_id to asv");
    }
  }
}
