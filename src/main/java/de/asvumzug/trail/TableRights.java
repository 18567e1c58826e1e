package de.asvumzug.trail;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the application's own log-in could do to the tables of the trail. */
@Component
public final class TableRights {
  private static final String QUESTION =
      """
      select current_user as login,
             bool_or(pg_has_role(current_user, c.relowner, 'MEMBER')
                     or pg_has_role(current_user, n.nspowner, 'MEMBER')) as owns,
             bool_or(has_table_privilege(current_user, c.oid, 'DELETE, TRUNCATE, TRIGGER')
                     or c.relname <> 'trail_head'
                        and has_table_privilege(current_user, c.oid, 'UPDATE')) as changes
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'umzug' and c.relkind in ('r', 'p')
         and c.relname in ('trail', 'trail_head', 'trail_book', 'trail_stamp', 'trail_words', 'evidence')
      """;

  private final JdbcClient jdbc;

  TableRights(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** German, one sentence: whether the database itself keeps the application from forging. */
  public Answer look() {
    return jdbc.sql(QUESTION)
        .query(
            (row, index) ->
                new Answer(
                    row.getString("login"), row.getBoolean("owns"), row.getBoolean("changes")))
        .single();
  }

  /**
   * @param login whom the application logs in as
   * @param owns whether the tables belong to it, directly, by membership or as a superuser
   * @param changes whether it may change or remove lines
   */
  public record Answer(String login, boolean owns, boolean changes) {

    boolean separate() {
      return !owns && !changes;
    }

    public String text() {
      if (owns) {
        return """
        Die Tabellen des Protokolls gehören dem Anmeldenamen „%s“, mit dem die Anwendung \
        arbeitet: Wer ihn hat, kann die Sperren der Datenbank abschalten. \
        Dass eine Zeile geändert wurde, zeigt dann nur der Sicherungscode. \
        Eigener Besitzer: spring.flyway.user (docs/operations.md)."""
            .formatted(login);
      }
      return changes
          ? """
          Der Anmeldename „%s“ der Anwendung hat an den Tabellen des Protokolls mehr Rechte als \
          Lesen und Anhängen. Bitte entziehen (docs/operations.md)."""
              .formatted(login)
          : """
          Der Anmeldename „%s“ der Anwendung darf das Protokoll nur lesen und anhängen; die \
          Tabellen gehören einem anderen."""
              .formatted(login);
    }

    public List<String> warnings() {
      return separate() ? List.of() : List.of(text());
    }
  }
}
