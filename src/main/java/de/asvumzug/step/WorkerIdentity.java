package de.asvumzug.step;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The id that this application works under. It is stable over a restart, so that its own locks can
 * be released at the start. A lock in the database makes sure that no second application uses the
 * same id; if one does, this one takes a random id.
 */
@Component
class WorkerIdentity {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerIdentity.class);

  private final WorkerSettings settings;
  private final DataSource dataSource;
  private Connection lockHolder;

  WorkerIdentity(WorkerSettings settings, DataSource dataSource) {
    this.settings = settings;
    this.dataSource = dataSource;
  }

  /**
   * @param id the worker's id
   * @param own whether it is the stable one, so that what it holds was ours before
   */
  record Reserved(String id, boolean own) {}

  /** Holds the id as long as this application lives; the database frees it when we die. */
  synchronized Reserved reserve() throws SQLException {
    String id = settings.worker().isBlank() ? hostName() : settings.worker();
    if (lock(id)) {
      return new Reserved(id, true);
    }
    LOG.warn("Another application works as {}: this one takes a name of its own", id);
    return new Reserved(id + "-" + UUID.randomUUID(), false);
  }

  private boolean lock(String id) throws SQLException {
    lockHolder = dataSource.getConnection();
    try (PreparedStatement lock =
        lockHolder.prepareStatement(
            "select pg_try_advisory_lock(hashtextextended('asv-umzug worker ' || ?, 0))")) {
      lock.setString(1, id);
      try (ResultSet row = lock.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "asv-umzug";
    }
  }

  synchronized void release() {
    if (lockHolder == null) {
      return;
    }
    try {
      lockHolder.abort(Runnable::run); // a pooled connection given back would keep the lock
    } catch (SQLException e) {
      LOG.debug("The database has closed the connection already", e);
    }
    lockHolder = null;
  }
}
