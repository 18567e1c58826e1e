package de.asvumzug.notify.calendar;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tables {@code umzug.calendar_entry} and {@code umzug.calendar_guest}. */
@Component
public final class CalendarEntries {
  private final JdbcClient jdbc;

  CalendarEntries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public Optional<CalendarEntry> find(String migrationId) {
    return jdbc.sql("select * from umzug.calendar_entry where migration_id = :id")
        .param("id", migrationId)
        .query(CalendarEntries::entry)
        .optional();
  }

  /**
   * The entry with these times. Its number is raised if and only if they differ from what was told
   * before; two who tell at once wait for each other.
   *
   * @param start as {@code end}, to the second, since calendars know nothing finer
   * @param uid counts for a new entry alone
   */
  CalendarEntry tell(String migrationId, String uid, Instant start, Instant end, Instant now) {
    jdbc.sql(
            """
            insert into umzug.calendar_entry as e
                (migration_id, uid, sequence, window_start, window_end, changed_at)
            values (:id, :uid, 0, :start, :end, :now)
            on conflict (migration_id) do update
               set sequence = e.sequence + 1, window_start = excluded.window_start,
                   window_end = excluded.window_end, cancelled = false,
                   changed_at = excluded.changed_at
             where e.cancelled or e.window_start <> excluded.window_start
                or e.window_end <> excluded.window_end""")
        .param("id", migrationId)
        .param("uid", uid)
        .param("start", utc(start.truncatedTo(ChronoUnit.SECONDS)))
        .param("end", utc(end.truncatedTo(ChronoUnit.SECONDS)))
        .param("now", utc(now))
        .update();
    return find(migrationId).orElseThrow();
  }

  /** Empty if there is none, or it was taken back before. */
  Optional<CalendarEntry> cancel(String migrationId, Instant now) {
    return jdbc.sql(
            """
            update umzug.calendar_entry
               set sequence = sequence + 1, cancelled = true, changed_at = :now
             where migration_id = :id and not cancelled
            returning *""")
        .param("id", migrationId)
        .param("now", utc(now))
        .query(CalendarEntries::entry)
        .optional();
  }

  /** Which state of the entry this recipient was told; empty if none. */
  Optional<Integer> told(String migrationId, String recipient) {
    return jdbc.sql(
            "select sequence from umzug.calendar_guest where migration_id = :id and recipient ="
                + " :recipient")
        .param("id", migrationId)
        .param("recipient", recipient.toLowerCase(Locale.ROOT))
        .query(Integer.class)
        .optional();
  }

  void note(CalendarEntry entry, String recipient) {
    jdbc.sql(
            """
            insert into umzug.calendar_guest (migration_id, recipient, sequence)
            values (:id, :recipient, :sequence)
            on conflict (migration_id, recipient) do update set sequence = excluded.sequence""")
        .param("id", entry.migrationId())
        .param("recipient", recipient.toLowerCase(Locale.ROOT))
        .param("sequence", entry.sequence())
        .update();
  }

  /** Who was invited at the one address is now reached at the other. */
  public void movedTo(String migrationId, String refused, String corrected) {
    jdbc.sql(
            """
            insert into umzug.calendar_guest (migration_id, recipient, sequence)
            select migration_id, :corrected, sequence from umzug.calendar_guest
             where migration_id = :id and recipient = :refused
            on conflict (migration_id, recipient) do nothing""")
        .param("id", migrationId)
        .param("refused", refused.toLowerCase(Locale.ROOT))
        .param("corrected", corrected.toLowerCase(Locale.ROOT))
        .update();
  }

  private static CalendarEntry entry(ResultSet row, int index) throws SQLException {
    return new CalendarEntry(
        row.getString("migration_id"),
        row.getString("uid"),
        row.getInt("sequence"),
        row.getObject("window_start", OffsetDateTime.class).toInstant(),
        row.getObject("window_end", OffsetDateTime.class).toInstant(),
        row.getBoolean("cancelled"));
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
