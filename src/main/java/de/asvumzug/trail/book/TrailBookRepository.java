package de.asvumzug.trail.book;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code umzug.trail_book}; the callers hold the transaction. */
@Component
public final class TrailBookRepository {
  private static final String LOCK = "asv-umzug book of trails";

  private final JdbcClient jdbc;

  public TrailBookRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * One writer at a time, until its transaction ends. Its commit waits for the disk, however the
   * server is set: what a node remembers of the book must not be lost in a crash.
   */
  void lock() {
    jdbc.sql(
            "select set_config('synchronous_commit', 'on', true),"
                + " pg_advisory_xact_lock(hashtextextended(:name, 0))")
        .param("name", LOCK)
        .query(result -> {});
  }

  public Optional<BookEntry> last() {
    return jdbc.sql("select * from umzug.trail_book order by number desc limit 1")
        .query(TrailBookRepository::entry)
        .optional();
  }

  public List<BookEntry> all() {
    return jdbc.sql("select * from umzug.trail_book order by number")
        .query(TrailBookRepository::entry)
        .list();
  }

  boolean knowsKey(String keyId) {
    return jdbc.sql("select exists (select from umzug.trail_book where key_id = :key)")
        .param("key", keyId)
        .query(Boolean.class)
        .single();
  }

  void append(BookEntry entry) {
    jdbc.sql(
            "insert into umzug.trail_book (number, at, kind, migration_id, rows, last_hash, note,"
                + " previous_hash, hash, key_id, mac) values (:number, :at, :kind, :id, :rows,"
                + " :last, :note, :previous, :hash, :key, :mac)")
        .param("number", entry.number())
        .param("at", entry.at().atOffset(ZoneOffset.UTC))
        .param("kind", entry.kind())
        .param("id", entry.migrationId())
        .param("rows", entry.rows())
        .param("last", entry.lastHash())
        .param("note", entry.note())
        .param("previous", entry.previousHash())
        .param("hash", entry.hash())
        .param("key", entry.keyId())
        .param("mac", entry.mac())
        .update();
  }

  /** The highest number of the book that a line of any trail names. */
  public long highestNamed() {
    return jdbc.sql("select coalesce(max(book), 0) from umzug.trail").query(Long.class).single();
  }

  /** Moves of the book of which not a single line is left. */
  public List<String> vanished() {
    return jdbc.sql(
            "select distinct b.migration_id from umzug.trail_book b where b.migration_id is not null"
                + " and not exists (select from umzug.trail t where t.migration_id = b.migration_id)"
                + " order by 1")
        .query(String.class)
        .list();
  }

  private static BookEntry entry(ResultSet result, int index) throws SQLException {
    return new BookEntry(
        result.getLong("number"),
        result.getObject("at", OffsetDateTime.class).toInstant(),
        result.getString("kind"),
        result.getString("migration_id"),
        result.getObject("rows", Long.class),
        result.getString("last_hash"),
        result.getString("note"),
        result.getString("previous_hash"),
        result.getString("hash"),
        result.getString("key_id"),
        result.getString("mac"));
  }
}
