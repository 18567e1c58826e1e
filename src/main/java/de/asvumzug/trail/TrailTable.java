package de.asvumzug.trail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The tables {@code umzug.trail} and {@code umzug.trail_head}; the callers hold the transaction.
 */
@Component
final class TrailTable {

  /** Where the chain of a move ends. */
  record Head(long rows, String lastHash) {}

  private final JdbcClient jdbc;

  TrailTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Locks the end of the chain until the transaction ends, so that writers chain one after another.
   */
  Head lockHead(String migrationId) {
    jdbc.sql(
            "insert into umzug.trail_head (migration_id, rows, last_hash) values (:id, 0, :start)"
                + " on conflict do nothing")
        .param("id", migrationId)
        .param("start", TrailHash.START)
        .update();
    return jdbc.sql(
            "select rows, last_hash from umzug.trail_head where migration_id = :id for update")
        .param("id", migrationId)
        .query(TrailTable::head)
        .single();
  }

  Optional<Head> findHead(String migrationId) {
    return jdbc.sql("select rows, last_hash from umzug.trail_head where migration_id = :id")
        .param("id", migrationId)
        .query(TrailTable::head)
        .optional();
  }

  void append(StoredRow row) {
    jdbc.sql(
            "insert into umzug.trail (migration_id, number, at, kind, actor, element, school, machine,"
                + " text, details, previous_hash, hash) values (:id, :number, :at, :kind, :actor,"
                + " :element, :school, :machine, :text, :details, :previous, :hash)")
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
        .query(TrailTable::row)
        .list();
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
        result.getString("hash"));
  }
}
