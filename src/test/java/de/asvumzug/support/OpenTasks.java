package de.asvumzug.support;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Which tasks are open at all, read from the engine's table: so that people need not log in and
 * look several times a second while nothing waits for any of them. What they see and do when they
 * look comes through the application's doors as ever.
 */
final class OpenTasks {
  private final String url;
  private Connection connection;

  OpenTasks(String url) {
    this.url = url;
  }

  /** Ids of the open tasks; null if they cannot be told now. */
  String ids() {
    try {
      if (connection == null) {
        connection = DriverManager.getConnection(url, "postgres", "postgres");
      }
      try (PreparedStatement query =
              connection.prepareStatement(
                  "select coalesce(string_agg(id_, ' ' order by id_), '') from act_ru_task");
          ResultSet row = query.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    } catch (SQLException e) {
      forget();
      return null;
    }
  }

  /** Whether there is an open task of that element. */
  boolean open(String element) throws SQLException {
    try (Connection own = DriverManager.getConnection(url, "postgres", "postgres");
        PreparedStatement query =
            own.prepareStatement("select count(*) > 0 from act_ru_task where task_def_key_ = ?")) {
      query.setString(1, element);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  private void forget() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      // It was broken already.
    }
    connection = null;
  }
}
