package de.asvumzug.trail;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.stereotype.Component;

/**
 * Where the tables are made by a log-in of their own ({@code spring.flyway.user}), gives the
 * application's log-in what it needs of them after each migration: of the trail, to read and to
 * append.
 */
@Component
final class TableGrants implements Callback {
  private final ObjectProvider<JdbcConnectionDetails> application;

  TableGrants(ObjectProvider<JdbcConnectionDetails> application) {
    this.application = application;
  }

  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.AFTER_MIGRATE;
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    JdbcConnectionDetails details = application.getIfAvailable();
    if (details != null) {
      grant(context, details.getUsername());
    }
  }

  private static void grant(Context context, String login) {
    try (PreparedStatement statement =
        context
            .getConnection()
            .prepareStatement(
                "select umzug.grant_application(?::text) where ?::text <> current_user")) {
      statement.setString(1, login);
      statement.setString(2, login);
      statement.execute();
    } catch (SQLException e) {
      throw new FlywayException(
          """
          Der Anmeldename „%s“ der Anwendung bekommt keine Rechte an den Tabellen (%s). \
          Bitte prüfen, ob es die Rolle gibt und ob spring.flyway.user der Besitzer des Schemas \
          umzug ist (docs/operations.md)."""
              .formatted(login, e.getMessage()),
          e);
    }
  }

  @Override
  public String getCallbackName() {
    return "rights of the application's log-in";
  }
}
