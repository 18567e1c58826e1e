package de.asvumzug.bench;

import de.asvumzug.plan.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * PostgreSQL 14 as the old server and 15 as the new one, durable as on a real machine: the library
 * starts servers for tests without fsync, which is turned on again here and looked at.
 */
final class BenchServers implements AutoCloseable {
  static final String DATABASE = "asv";
  private static final String OLD = "/postgres/old/postgres-linux-x86_64.txz";

  final EmbeddedPostgres old;
  final EmbeddedPostgres fresh;

  BenchServers(Path folder) throws IOException, SQLException {
    old =
        durable(folder.resolve("pg-old"))
            .setPgBinaryResolver((system, machine) -> BenchServers.class.getResourceAsStream(OLD))
            .start();
    fresh = durable(folder.resolve("pg-new")).start();
    for (EmbeddedPostgres server : new EmbeddedPostgres[] {old, fresh}) {
      requireSetting(server, "fsync", "on");
      requireSetting(server, "synchronous_commit", "on");
      requireSetting(server, "full_page_writes", "on");
      run(server, "postgres", "create role asv login");
    }
  }

  /** Otherwise the defaults of PostgreSQL. */
  private static EmbeddedPostgres.Builder durable(Path folder) {
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder)
        .setPGStartupWait(Duration.ofSeconds(60))
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .setLocaleConfig("locale", "C");
  }

  private static void requireSetting(EmbeddedPostgres server, String setting, String value)
      throws SQLException {
    String found = value(server, "postgres", "show " + setting);
    if (!found.equals(value)) {
      throw new IllegalStateException(setting + " is " + found);
    }
  }

  Database database(EmbeddedPostgres server, int version) {
    return new Database("localhost", server.getPort(), DATABASE, "asv", "postgres", null, version);
  }

  static void run(EmbeddedPostgres server, String database, String... statements)
      throws SQLException {
    try (Connection connection = connect(server, database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  static String value(EmbeddedPostgres server, String database, String sql) throws SQLException {
    try (Connection connection = connect(server, database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : null;
    }
  }

  /** Rows of each table, the large objects as one; so that no way of moving can leave some out. */
  static Map<String, Long> rows(EmbeddedPostgres server, String database) throws SQLException {
    Map<String, Long> rows = new TreeMap<>();
    try (Connection connection = connect(server, database);
        Statement statement = connection.createStatement();
        Statement count = connection.createStatement();
        ResultSet table =
            statement.executeQuery(
                "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname ="
                    + " 'asv' union all select 'pg_largeobject_metadata'")) {
      while (table.next()) {
        try (ResultSet row = count.executeQuery("select count(*) from " + table.getString(1))) {
          row.next();
          rows.put(table.getString(1), row.getLong(1));
        }
      }
    }
    return rows;
  }

  static Connection connect(EmbeddedPostgres server, String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:" + server.getPort() + "/" + database, "postgres", "postgres");
  }

  @Override
  public void close() throws IOException {
    old.close();
    fresh.close();
  }
}
