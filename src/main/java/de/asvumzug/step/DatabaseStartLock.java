package de.asvumzug.step;

import de.asvumzug.host.Pause;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/**
 * A lock in the database that all nodes share. It belongs to one connection: a node that dies
 * leaves nothing locked. A database that does not answer is no failure of the start, which is then
 * carried out anew, proof included.
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
    try (Connection connection = connection()) {
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

  private Connection connection() {
    try {
      return database.getConnection();
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("no connection for the start lock", e);
    }
  }

  private static boolean answer(Connection connection, String sql, String migrationId) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, "asv-umzug start " + migrationId);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("no answer about the start lock", e);
    }
  }
}
