package de.asvumzug.step;

import de.asvumzug.host.Pause;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/**
 * A lock in the database that all nodes share. It belongs to one connection: a node that dies
 * leaves nothing locked.
 */
@Component
class DatabaseStartLock implements StartLock {
  private static final Duration POLL = Duration.ofSeconds(1);

  private final DataSource database;

  DatabaseStartLock(DataSource database) {
    this.database = database;
  }

  @Override
  public <T> T alone(String migrationId, Callable<T> start) throws Exception {
    try (Connection connection = database.getConnection()) {
      while (!answer(
          connection, "select pg_try_advisory_lock(hashtextextended(?, 0))", migrationId)) {
        Pause.REAL.during(POLL);
      }
      try {
        return start.call();
      } finally {
        answer(connection, "select pg_advisory_unlock(hashtextextended(?, 0))", migrationId);
      }
    }
  }

  private static boolean answer(Connection connection, String sql, String migrationId)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, "asv-umzug start " + migrationId);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }
}
