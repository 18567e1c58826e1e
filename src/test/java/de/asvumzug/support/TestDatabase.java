package de.asvumzug.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * The application's PostgreSQL in tests: one server a JVM, a fresh database for whoever asks.
 *
 * <p>Use: {@code @DynamicPropertySource static void db(DynamicPropertyRegistry r) {
 * TestDatabase.fresh(r); }}
 */
public final class TestDatabase {
  private static final AtomicInteger NUMBER = new AtomicInteger();

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
    String name = "umzug_" + NUMBER.incrementAndGet();
    EmbeddedPostgres server = Server.INSTANCE;
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("no test database", e);
    }
    return "jdbc:postgresql://localhost:" + server.getPort() + "/" + name;
  }

  /** Started at first use, ended with the JVM. */
  private static final class Server {
    static final EmbeddedPostgres INSTANCE = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
