package de.asvumzug.trail;

import de.asvumzug.trail.chain.StoredRow;
import de.asvumzug.trail.chain.TrailHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The tables {@code umzug.trail} and {@code umzug.trail_head}; the callers hold the transaction.
 */
@Component
public final class AuditTrailRepository {

  /** Where the chain of a move ends. */
  public record Head(long rows, String lastHash) {}

  private final JdbcClient jdbc;

  AuditTrailRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * What a writer needs: where the chain ends, and where the book of all trails does.
   *
   * @param book number of the book's last entry
   * @param keyId the key in use
   */
  public record Locked(Head head, long book, String keyId) {}

  /**
   * Locks the end of the chain until the transaction ends, so that writers chain one after another.
   * Empty if the move has no trail yet.
   */
  public Optional<Locked> lock(String migrationId) {
    return jdbc.sql("select * from umzug.lock_trail(:id)")
        .param("id", migrationId)
        .query(
            (result, index) ->
                new Locked(
                    new Head(result.getLong("line_count"), result.getString("line_hash")),
                    result.getLong("book_number"),
                    result.getString("book_key")))
        .optional();
  }

  /**
   * @return whether the trail begins with this call
   */
  public boolean begin(String migrationId) {
    return jdbc.sql(
                "insert into umzug.trail_head (migration_id, rows, last_hash) values (:id, 0, :start)"
                    + " on conflict do nothing")
            .param("id", migrationId)
            .param("start", TrailHash.START)
            .update()
        == 1;
  }

  /** The moves that have a trail, in order; their ends stay locked until the transaction ends. */
  public Map<String, Head> lockAll() {
    Map<String, Head> heads = new LinkedHashMap<>();
    jdbc.sql(
            "select migration_id, rows, last_hash from umzug.trail_head order by migration_id"
                + " for update")
        .query(
            result -> {
              heads.put(result.getString("migration_id"), head(result, 0));
            });
    return heads;
  }

  public Optional<Head> findHead(String migrationId) {
    return jdbc.sql("select rows, last_hash from umzug.trail_head where migration_id = :id")
        .param("id", migrationId)
        .query(AuditTrailRepository::head)
        .optional();
  }

  /** Null if the line has no code, or is not there. */
  public String keyOf(String migrationId, long number) {
    return jdbc.sql("select key_id from umzug.trail where migration_id = :id and number = :number")
        .param("id", migrationId)
        .param("number", number)
        .query(String.class)
        .optional()
        .orElse(null);
  }

  void append(StoredRow row) {
    jdbc.sql(
            "insert into umzug.trail (migration_id, number, at, kind, actor, element, school, machine,"
                + " text, details, previous_hash, hash, book, key_id, mac) values (:id, :number, :at, :kind, :actor,"
                + " :element, :school, :machine, :text, :details, :previous, :hash, :book, :key, :mac)")
        .param("id", row.migrationId())
        .param("number", row.number())
        .param("at", row.at().atOffset(ZoneOffset.UTC))
        .param("kind", row.kind())
        .param("actor", row.actor())
        .param("element", row.element())
        .param("school", row.school())
        .param("machine", row.machine())
        .param("text", row.text())
        .param("details", row.details())
        .param("previous", row.previousHash())
        .param("hash", row.hash())
        .param("book", row.book())
        .param("key", row.keyId())
        .param("mac", row.mac())
        .update();
    jdbc.sql(
            "update umzug.trail_head set rows = :number, last_hash = :hash where migration_id = :id")
        .param("id", row.migrationId())
        .param("number", row.number())
        .param("hash", row.hash())
        .update();
  }

  List<StoredRow> rows(String migrationId) {
    return jdbc.sql("select * from umzug.trail where migration_id = :id order by number")
        .param("id", migrationId)
        .query(AuditTrailRepository::row)
        .list();
  }

  /** In order: of those that fit, the newest {@code limit} beyond the newest {@code skipped}. */
  List<StoredRow> rows(String migrationId, TrailSelection selection, int skipped, int limit) {
    return jdbc.sql(
            "select * from (select t.* from umzug.trail t where "
                + selection.where()
                + " order by t.number desc limit :limit offset :skipped) newest order by number")
        .params(selection.values(migrationId))
        .param("limit", limit)
        .param("skipped", skipped)
        .query(AuditTrailRepository::row)
        .list();
  }

  /**
   * The next lines behind one, by move and number.
   *
   * @param migrationId null for all moves
   */
  List<StoredRow> next(
      String migrationId, TrailSelection selection, String move, long number, int limit) {
    return jdbc.sql(
            "select t.* from umzug.trail t where "
                + (migrationId == null ? selection.whereInAll() : selection.where())
                + " and (t.migration_id, t.number) > (:move, :number)"
                + " order by t.migration_id, t.number limit :limit")
        .params(selection.values(migrationId))
        .param("move", move)
        .param("number", number)
        .param("limit", limit)
        .query(AuditTrailRepository::row)
        .list();
  }

  Map<TrailKind, Integer> counts(String migrationId, TrailSelection selection) {
    Map<TrailKind, Integer> counts = new EnumMap<>(TrailKind.class);
    jdbc.sql(
            "select t.kind, count(*) as lines from umzug.trail t where "
                + selection.where()
                + " group by t.kind")
        .params(selection.values(migrationId))
        .query(
            row -> {
              counts.put(TrailKind.valueOf(row.getString("kind")), row.getInt("lines"));
            });
    return counts;
  }

  private static Head head(ResultSet result, int index) throws SQLException {
    return new Head(result.getLong("rows"), result.getString("last_hash"));
  }

  private static StoredRow row(ResultSet result, int index) throws SQLException {
    return new StoredRow(
        result.getString("migration_id"),
        result.getLong("number"),
        result.getObject("at", OffsetDateTime.class).toInstant(),
        result.getString("kind"),
        result.getString("actor"),
        result.getString("element"),
        result.getString("school"),
        result.getString("machine"),
        result.getString("text"),
        result.getString("details"),
        result.getString("previous_hash"),
        result.getString("hash"),
        result.getObject("book", Long.class),
        result.getString("key_id"),
        result.getString("mac"));
  }
}
