package de.asvumzug.web.move;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells at little cost whether anything of a move has changed: a new line of its trail, or a step
 * that has come further.
 */
@Component
public class MoveVersion {
  private final JdbcClient jdbc;

  MoveVersion(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Equal as long as nothing has changed. */
  public String of(String migrationId) {
    return jdbc.sql(
            """
            select coalesce((select max(number) from umzug.trail where migration_id = :id), 0)
                   || '-' ||
                   (select count(*) || '-' || coalesce(extract(epoch from max(greatest(started_at, ended_at, progress_at))), 0)
                      from umzug.step where migration_id = :id)""")
        .param("id", migrationId)
        .query(String.class)
        .single();
  }
}
