package de.asvumzug.trail.chain;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code umzug.trail_stamp}. */
@Component
public final class TrailStampRepository {

  /**
   * @param number entry of the book that is stamped
   * @param token Base64
   */
  public record Stored(long number, Instant at, String authority, String token) {}

  private final JdbcClient jdbc;

  public TrailStampRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Stored> newest() {
    return jdbc.sql("select * from umzug.trail_stamp order by number desc limit 1")
        .query(TrailStampRepository::stored)
        .optional();
  }

  /** For each entry of the move the first stamp that covers it. */
  public List<Stored> covering(String migrationId) {
    return jdbc.sql(
            "select distinct s.* from umzug.trail_book b cross join lateral (select * from"
                + " umzug.trail_stamp t where t.number >= b.number order by t.number limit 1) s"
                + " where b.migration_id = :id order by s.number")
        .param("id", migrationId)
        .query(TrailStampRepository::stored)
        .list();
  }

  /** Two nodes may stamp the same entry; one is enough. */
  void add(Stored stamp) {
    jdbc.sql(
            "insert into umzug.trail_stamp (number, at, authority, token)"
                + " values (:number, :at, :authority, :token) on conflict do nothing")
        .param("number", stamp.number())
        .param("at", stamp.at().atOffset(ZoneOffset.UTC))
        .param("authority", stamp.authority())
        .param("token", Base64.getDecoder().decode(stamp.token()))
        .update();
  }

  /** Moves that have lines which no entry of the book knows yet. */
  List<String> unrecorded() {
    return jdbc.sql(
            "select h.migration_id from umzug.trail_head h where h.rows > (select"
                + " coalesce(max(b.rows), 0) from umzug.trail_book b"
                + " where b.migration_id = h.migration_id) order by 1")
        .query(String.class)
        .list();
  }

  private static Stored stored(ResultSet result, int index) throws SQLException {
    return new Stored(
        result.getLong("number"),
        result.getObject("at", OffsetDateTime.class).toInstant(),
        result.getString("authority"),
        Base64.getEncoder().encodeToString(result.getBytes("token")));
  }
}
