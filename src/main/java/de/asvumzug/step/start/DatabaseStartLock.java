package de.asvumzug.step.start;

import de.asvumzug.host.FencingToken;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.Sleeper;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/**
 * A lock in the database that all nodes share. It belongs to one connection: a node that dies
 * leaves nothing locked, and one whose connection breaks has lost it, which {@link Permit#demand}
 * finds out. A database that does not answer is no failure of the start, which is then carried out
 * anew, proof included.
 */
@Component
class DatabaseStartLock implements StartLock {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final String TAKE = "select pg_try_advisory_lock(hashtextextended(?, 0))";
  private static final String GIVE_BACK = "select pg_advisory_unlock(hashtextextended(?, 0))";

  /** The server shows the two halves of a lock's number. */
  private static final String HELD_HERE =
      """
      select count(*) > 0 from pg_locks
       where locktype = 'advisory' and granted and pid = pg_backend_pid() and objsubid = 1
         and (classid::bigint << 32 | objid::bigint) = hashtextextended(?, 0)
      """;

  private static final String HOLDER =
      """
      select l.pid, host(a.client_addr)
        from pg_locks l join pg_stat_activity a on a.pid = l.pid
       where l.locktype = 'advisory' and l.granted and l.objsubid = 1
         and l.database = (select oid from pg_database where datname = current_database())
         and (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended(?, 0)
      """;

  private final DataSource database;
  private final Duration patience;

  DatabaseStartLock(DataSource database, StartLockSettings settings) {
    this.database = database;
    this.patience = settings.waitAtMost();
  }

  @Override
  public <T> T alone(String migrationId, Start<T> start) throws Exception {
    try (Connection connection = connection()) {
      long begun = System.nanoTime();
      while (!answer(connection, TAKE, migrationId)) {
        if (System.nanoTime() - begun > patience.toNanos()) {
          throw heldElsewhere(connection, migrationId);
        }
        Sleeper.REAL.during(POLL);
      }
      try {
        return start.with(permit(connection, migrationId));
      } finally {
        answer(connection, GIVE_BACK, migrationId);
      }
    }
  }

  /** A node that is frozen keeps the lock for as long as its connection stands. */
  private OperationFailed heldElsewhere(Connection connection, String migrationId) {
    return OperationFailed.permanent(
        """
        Seit %s Minuten hält ein anderer Knoten den Start dieses Umzugs fest%s. \
        Läuft dort noch ein Start, bitte sein Ende abwarten und den Schritt wiederholen. \
        Ist der Knoten eingefroren, bitte ihn endgültig ausschalten oder seine Verbindung zur \
        Datenbank der Anwendung beenden (pg_terminate_backend), dann den Schritt wiederholen."""
            .formatted(patience.toMinutes(), holder(connection, migrationId)));
  }

  private static String holder(Connection connection, String migrationId) {
    try (PreparedStatement statement = connection.prepareStatement(HOLDER)) {
      statement.setString(1, name(migrationId));
      try (ResultSet row = statement.executeQuery()) {
        return row.next()
            ? " (Adresse "
                + Objects.requireNonNullElse(row.getString(2), "lokal")
                + ", Datenbankprozess "
                + row.getLong(1)
                + ")"
            : "";
      }
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("no answer about the start lock", e);
    }
  }

  private static String name(String migrationId) {
    return "asv-umzug start " + migrationId;
  }

  private static Permit permit(Connection connection, String migrationId) {
    FencingToken token = new FencingToken(migrationId, nextNumber(connection));
    return new Permit() {
      @Override
      public FencingToken token() {
        return token;
      }

      @Override
      public void demand() {
        if (!answer(connection, HELD_HERE, migrationId)) {
          throw new DataAccessResourceFailureException("the start lock is not ours any more");
        }
      }
    };
  }

  /** Asked for on the connection that holds the lock, so that it is later than any before. */
  private static long nextNumber(Connection connection) {
    try (PreparedStatement statement =
            connection.prepareStatement("select nextval('umzug.start_number')");
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("no number for the start", e);
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
      statement.setString(1, name(migrationId));
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    } catch (SQLException e) {
      throw new DataAccessResourceFailureException("no answer about the start lock", e);
    }
  }
}
