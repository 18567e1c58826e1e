package de.asvumzug.support;

import de.asvumzug.plan.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** An old PostgreSQL (14) and a new one (15), with databases {@code asv} that tests fill. */
public final class TwoServers implements AutoCloseable {
  public final EmbeddedPostgres old;
  public final EmbeddedPostgres fresh;

  public TwoServers() throws IOException {
    old =
        EmbeddedPostgres.builder()
            .setPgBinaryResolver(
                (system, machine) ->
                    TwoServers.class.getResourceAsStream("/postgres/old/postgres-linux-x86_64.txz"))
            .start();
    fresh = EmbeddedPostgres.builder().start();
  }

  /** The database {@code asv} as the plan names it. */
  public static Database database(EmbeddedPostgres server, String owner, int version) {
    return new Database("localhost", server.getPort(), "asv", owner, "postgres", "admin", version);
  }

  /** Removes all databases and roles but the cluster's own. */
  public static void clear(EmbeddedPostgres server) throws SQLException {
    for (String name :
        values(
            server,
            "postgres",
            "select datname from pg_database where not datistemplate and datname <> 'postgres'")) {
      run(server, "postgres", "drop database \"" + name + "\" with (force)");
    }
    for (String role :
        values(server, "postgres", "select rolname from pg_roles where oid >= 16384")) {
      run(server, "postgres", "drop role \"" + role + "\"");
    }
  }

  /** Runs a script of the test resources, statement by statement. */
  public static void script(EmbeddedPostgres server, String database, String resource)
      throws IOException, SQLException {
    try (InputStream in = TwoServers.class.getResourceAsStream("/backup/" + resource);
        Connection connection = connect(server, database);
        Statement statement = connection.createStatement()) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String sql : text.split(";\n")) {
        statement.execute(sql);
      }
    }
  }

  public static void run(EmbeddedPostgres server, String database, String... statements)
      throws SQLException {
    try (Connection connection = connect(server, database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  public static String value(EmbeddedPostgres server, String database, String sql)
      throws SQLException {
    List<String> values = values(server, database, sql);
    return values.isEmpty() ? null : values.get(0);
  }

  public static List<String> values(EmbeddedPostgres server, String database, String sql)
      throws SQLException {
    try (Connection connection = connect(server, database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (rows.next()) {
        values.add(rows.getString(1));
      }
      return values;
    }
  }

  public static Connection connect(EmbeddedPostgres server, String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:" + server.getPort() + "/" + database, "postgres", "");
  }

  @Override
  public void close() throws IOException {
    old.close();
    fresh.close();
  }
}
