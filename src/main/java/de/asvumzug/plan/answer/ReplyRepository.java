package de.asvumzug.plan.answer;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Answers to schools (table {@code umzug.reply}). */
@Repository
public class ReplyRepository implements Replies {
  private final JdbcClient jdbc;
  private final Clock clock;

  public ReplyRepository(JdbcClient jdbc, Clock planClock) {
    this.jdbc = jdbc;
    this.clock = planClock;
  }

  @Override
  @Transactional
  public void record(String migrationId, String element, String person, String text) {
    String kept = Participation.comment(text);
    if (kept.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            insert into umzug.reply (migration, element, person, text, at)
            values (:migration, :element, :person, :text, :at)""")
        .param("migration", migrationId)
        .param("element", element)
        .param("person", person)
        .param("text", kept)
        .param("at", Timestamp.from(clock.instant()))
        .update();
  }

  @Override
  public List<Reply> all(String migrationId) {
    return jdbc.sql(
            """
            select element, person, text, at from umzug.reply
            where migration = :migration order by number""")
        .param("migration", migrationId)
        .query(
            (row, number) ->
                new Reply(
                    row.getString("element"),
                    row.getString("person"),
                    row.getString("text"),
                    row.getTimestamp("at").toInstant()))
        .list();
  }
}
