package de.asvumzug.trail.words;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code umzug.trail_words}; the callers hold the transaction. */
@Component
public final class TrailWordsRepository {
  private final JdbcClient jdbc;

  public TrailWordsRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public void add(String migrationId, KeptWords words) {
    jdbc.sql(
            """
            insert into umzug.trail_words (migration_id, number, sha256, salt, words, said_at)
            values (:id, :number, :sha256, :salt, :words, :at)""")
        .param("id", migrationId)
        .param("number", words.number())
        .param("sha256", words.sha256())
        .param("salt", words.salt())
        .param("words", words.words())
        .param("at", words.saidAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** In the order of the lines, also what is deleted. */
  public List<KeptWords> all(String migrationId) {
    return jdbc.sql(
            "select * from umzug.trail_words where migration_id = :id order by number, sha256")
        .param("id", migrationId)
        .query(TrailWordsRepository::words)
        .list();
  }

  /** Those of some lines, the first and the last one included. */
  public List<KeptWords> between(String migrationId, long first, long last) {
    return jdbc.sql(
            """
            select * from umzug.trail_words
             where migration_id = :id and number between :first and :last""")
        .param("id", migrationId)
        .param("first", first)
        .param("last", last)
        .query(TrailWordsRepository::words)
        .list();
  }

  /** Moves of which words are still there. */
  public List<String> moves() {
    return jdbc.sql(
            "select distinct migration_id from umzug.trail_words where deleted_at is null order by 1")
        .query(String.class)
        .list();
  }

  /** Returns how many were still there. */
  int delete(String migrationId, Instant at) {
    return jdbc.sql(
            """
            update umzug.trail_words set words = null, salt = null, deleted_at = :at
             where migration_id = :id and deleted_at is null""")
        .param("id", migrationId)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Those of one line. */
  int delete(String migrationId, long number, Instant at) {
    return jdbc.sql(
            """
            update umzug.trail_words set words = null, salt = null, deleted_at = :at
             where migration_id = :id and number = :number and deleted_at is null""")
        .param("id", migrationId)
        .param("number", number)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  private static KeptWords words(ResultSet result, int index) throws SQLException {
    OffsetDateTime deletedAt = result.getObject("deleted_at", OffsetDateTime.class);
    return new KeptWords(
        result.getLong("number"),
        result.getString("sha256"),
        result.getString("salt"),
        result.getString("words"),
        result.getObject("said_at", OffsetDateTime.class).toInstant(),
        deletedAt == null ? null : deletedAt.toInstant());
  }
}
