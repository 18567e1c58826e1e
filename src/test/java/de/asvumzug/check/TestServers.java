package de.asvumzug.check;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** PostgreSQL 14 and 15, one each a JVM; databases by name, moved with the real client tools. */
public final class TestServers {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private TestServers() {}

  public static EmbeddedPostgres old() {
    return Old.SERVER;
  }

  public static EmbeddedPostgres current() {
    return Current.SERVER;
  }

  /** Creates an empty database and returns its name. */
  public static String database(EmbeddedPostgres server) {
    String name = "pruefung_" + NUMBER.incrementAndGet();
    execute(server, "postgres", "create database " + name);
    return name;
  }

  public static void execute(EmbeddedPostgres server, String database, String sql) {
    try (Connection connection = connect(server, database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Connection connect(EmbeddedPostgres server, String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:" + server.getPort() + "/" + database, "postgres", "postgres");
  }

  /** Moves a database as the product does: pg_dump there, pg_restore here. */
  public static String moved(EmbeddedPostgres from, String database, EmbeddedPostgres to) {
    return moved(from, database, to, new String[0]);
  }

  /** As above, with these options of pg_restore. */
  public static String moved(
      EmbeddedPostgres from, String database, EmbeddedPostgres to, String... options) {
    String copy = database(to);
    ProcessBuilder dump = client("pg_dump", from, "-Fc", "--dbname=" + database);
    ProcessBuilder restore = client("pg_restore", to, "--exit-on-error", "--dbname=" + copy);
    restore.command().addAll(List.of(options));
    try {
      List<Process> line = ProcessBuilder.startPipeline(List.of(dump, restore));
      for (Process process : line) {
        if (process.waitFor() != 0) {
          throw new IllegalStateException("copy failed: " + process.info());
        }
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return copy;
  }

  /** Runs a script of the tests' resources with the real psql. */
  public static void script(EmbeddedPostgres server, String database, String resource) {
    try {
      Path file = Path.of(TestServers.class.getResource(resource).toURI());
      Process psql =
          client(
                  "psql",
                  server,
                  "-X",
                  "-q",
                  "--set=ON_ERROR_STOP=1",
                  "--output=/dev/null",
                  "--dbname=" + database,
                  "--file=" + file)
              .start();
      if (psql.waitFor() != 0) {
        throw new IllegalStateException("script failed: " + resource);
      }
    } catch (IOException | InterruptedException | URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ProcessBuilder client(
      String program, EmbeddedPostgres server, String... arguments) {
    ProcessBuilder builder = new ProcessBuilder(program);
    builder.command().addAll(List.of("-h", "localhost", "-p", "" + server.getPort()));
    builder.command().addAll(List.of("-U", "postgres", "--no-password"));
    builder.command().addAll(List.of(arguments));
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  private static EmbeddedPostgres start(EmbeddedPostgres.Builder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Old {
    static final EmbeddedPostgres SERVER =
        start(
            EmbeddedPostgres.builder()
                .setServerConfig("max_prepared_transactions", "5")
                .setPgBinaryResolver(
                    (system, architecture) ->
                        TestServers.class.getResourceAsStream(
                            "/postgres/old/postgres-linux-x86_64.txz")));
  }

  private static final class Current {
    static final EmbeddedPostgres SERVER = start(EmbeddedPostgres.builder());
  }
}
