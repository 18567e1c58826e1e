package de.asvumzug.check.finding;

import de.asvumzug.plan.Side;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Findings that people decided to overrule (table {@code umzug.overruling}), written in the
 * transaction of the task in which they decided.
 */
@Repository
public class OverrulingRepository {
  private static final String COLUMNS =
      """
      select side, title, reading, expected, says, degree, reason, asked_by, asked_at, decided_by, decided_at, agreed,
             coalesce(comment, '') as comment
        from umzug.overruling
      """;

  private final JdbcClient jdbc;

  public OverrulingRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Keeps that somebody wants a finding overruled; it counts for nothing until another person
   * agrees.
   *
   * @param instance the process instance in which the second person is asked
   */
  @Transactional
  public void ask(
      String migrationId,
      String instance,
      Side side,
      Finding finding,
      String reason,
      String person) {
    jdbc.sql(
            """
            insert into umzug.overruling
                   (migration, instance, side, title, reading, expected, says, degree, reason, asked_by, asked_at)
            values (:migration, :instance, :side, :title, :reading, :expected, :says, :degree, :reason, :person, :at)""")
        .param("migration", migrationId)
        .param("instance", instance)
        .param("side", side.name())
        .param("title", finding.title())
        .param("reading", finding.reading())
        .param("expected", finding.limit())
        .param("says", finding.overrulable().says())
        .param("degree", finding.overrulable().degree())
        .param("reason", reason)
        .param("person", person)
        .param("at", Timestamp.from(Instant.now()))
        .update();
  }

  /** What waits for the second person in this process instance. */
  public List<Overruling> asked(String instance) {
    return jdbc.sql(COLUMNS + " where instance = :instance and agreed is null order by number")
        .param("instance", instance)
        .query((row, number) -> overruling(row))
        .list();
  }

  /** The second person's answer to all that waits in this process instance. */
  @Transactional
  public void decide(String instance, String person, boolean agreed, String comment) {
    jdbc.sql(
            """
            update umzug.overruling
               set decided_by = :person, decided_at = :at, agreed = :agreed, comment = :comment
             where instance = :instance and agreed is null""")
        .param("instance", instance)
        .param("person", person)
        .param("agreed", agreed)
        .param("comment", comment)
        .param("at", Timestamp.from(Instant.now()))
        .update();
  }

  /** All of a move, answered or not, oldest first. */
  public List<Overruling> all(String migrationId) {
    return jdbc.sql(COLUMNS + " where migration = :migration order by number")
        .param("migration", migrationId)
        .query((row, number) -> overruling(row))
        .list();
  }

  private static Overruling overruling(ResultSet row) throws SQLException {
    Timestamp decided = row.getTimestamp("decided_at");
    return new Overruling(
        Side.valueOf(row.getString("side")),
        row.getString("title"),
        row.getString("reading"),
        row.getString("expected"),
        new Overrulable(row.getString("says"), row.getInt("degree")),
        row.getString("reason"),
        row.getString("asked_by"),
        row.getTimestamp("asked_at").toInstant(),
        row.getString("decided_by"),
        decided == null ? null : decided.toInstant(),
        row.getObject("agreed", Boolean.class),
        row.getString("comment"));
  }
}
