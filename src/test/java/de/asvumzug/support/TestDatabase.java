package de.asvumzug.support;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * The application's PostgreSQL in tests: one server a JVM, a fresh database for whoever asks. What
 * is opened through {@link #pool} is closed with the server.
 *
 * <p>Use: {@code @DynamicPropertySource static void db(DynamicPropertyRegistry r) {
 * TestDatabase.fresh(r); }}
 */
public final class TestDatabase {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Queue<HikariDataSource> POOLS = new ConcurrentLinkedQueue<>();

  private TestDatabase() {}

  /** Creates an empty database and points the application at it. */
  public static void fresh(DynamicPropertyRegistry registry) {
    String url = freshUrl();
    registry.add("spring.datasource.url", () -> url);
    registry.add("spring.datasource.username", () -> "postgres");
    registry.add("spring.datasource.password", () -> "postgres");
  }

  /** JDBC address of a new empty database; user and password are {@code postgres}. */
  public static String freshUrl() {
    return copyOf("template1");
  }

  /**
   * JDBC address of a new database that holds what another one holds.
   *
   * @param template name of a database that nobody is connected to
   */
  static String copyOf(String template) {
    String name = "umzug_" + NUMBER.incrementAndGet();
    EmbeddedPostgres server = Server.INSTANCE;
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create database "
              + statement.enquoteIdentifier(name, true)
              + " template "
              + statement.enquoteIdentifier(template, true));
    } catch (SQLException e) {
      throw new IllegalStateException("no test database", e);
    }
    return "jdbc:postgresql://localhost:" + server.getPort() + "/" + name;
  }

  /**
   * Connections to a database of this server that are used again, as the application's are: a new
   * one for each statement takes longer than the statement.
   */
  static DataSource pool(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername("postgres");
    config.setPassword("postgres");
    // Each test class may leave some behind; the server has connections for a few at a time.
    config.setMinimumIdle(0);
    config.setIdleTimeout(10_000);
    HikariDataSource pool = new HikariDataSource(config);
    POOLS.add(pool);
    return pool;
  }

  /** Started at first use, ended with the JVM. */
  private static final class Server {
    private static final int LONGEST_GOODBYE_SECONDS = 20;

    static final EmbeddedPostgres INSTANCE = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server = EmbeddedPostgres.builder().setRegisterShutdownHook(false).start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Applications that are closing at this moment still talk to their database: they go first. */
    private static void close(EmbeddedPostgres server) {
      try {
        POOLS.forEach(HikariDataSource::close);
        for (int i = 0; i < LONGEST_GOODBYE_SECONDS * 10 && clients(server) > 0; i++) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        server.close();
      } catch (SQLException | IOException e) {
        System.err.println("The test database was not stopped in order: " + e.getMessage());
      }
    }

    private static int clients(EmbeddedPostgres server) throws SQLException {
      try (Connection connection = server.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "select count(*) from pg_stat_activity"
                      + " where backend_type = 'client backend' and pid <> pg_backend_pid()")) {
        row.next();
        return row.getInt(1);
      }
    }
  }
}
