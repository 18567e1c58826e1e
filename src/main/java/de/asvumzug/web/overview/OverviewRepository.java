package de.asvumzug.web.overview;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes {@code umzug.move_overview}, and tells which of its rows have grown old. */
@Component
class OverviewRepository {
  /** Lines of the trail that change nothing of what the overview shows. */
  private static final String CHANGED =
      """
      \sexists (select from umzug.trail t where t.migration_id = o.id and t.number > o.lines
         and t.kind not in ('COMMAND', 'JOB_STARTED', 'JOB_ENDED', 'EVIDENCE', 'MAIL_QUEUED', 'MAIL_SENT'))""";

  private final JdbcClient jdbc;

  OverviewRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** How often the move's row was written; 0 if there is none. */
  long version(String id) {
    return jdbc.sql("select version from umzug.move_overview where id = :id")
        .param("id", id)
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  /** How many lines the move's trail has. */
  long lines(String id) {
    return jdbc.sql("select rows from umzug.trail_head where migration_id = :id")
        .param("id", id)
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  /**
   * @param lines of the trail in the moment that the row shows
   * @param seen version of the row before it was read; nothing is written if there is a newer one
   */
  void write(MoveOverview move, Set<String> words, long lines, int edition, long seen) {
    jdbc.sql(
            """
            insert into umzug.move_overview as o
              (id, revision, title, schools, state, mark, phase, waits_for, started_at, ended_at,
               turn_whom, turn_what, turn_since, turns, window_start, window_end, site, technician,
               words, urgency, sort_key, open, lines, settled, made_by, version, projected_at)
            values (:id, :revision, :title, :schools, :state, :mark, :phase, :waits, :started, :ended,
               :whom, :what, :since, :turns, :from, :until, :site, :technician,
               array_to_tsvector(:words), :urgency, :key, :open, :lines, false, :edition, 1,
               clock_timestamp())
            on conflict (id) do update set
               (revision, title, schools, state, mark, phase, waits_for, started_at, ended_at,
                turn_whom, turn_what, turn_since, turns, window_start, window_end, site, technician,
                words, urgency, sort_key, open, lines, settled, made_by, version, projected_at, failed_at)
             = (excluded.revision, excluded.title, excluded.schools, excluded.state, excluded.mark,
                excluded.phase, excluded.waits_for, excluded.started_at, excluded.ended_at,
                excluded.turn_whom, excluded.turn_what, excluded.turn_since, excluded.turns,
                excluded.window_start, excluded.window_end, excluded.site, excluded.technician,
                excluded.words, excluded.urgency, excluded.sort_key, excluded.open, excluded.lines,
                o.lines = excluded.lines, excluded.made_by, o.version + 1, excluded.projected_at, null)
            where o.version = :seen""")
        .param("id", move.id())
        .param("revision", move.revision())
        .param("title", move.title())
        .param("schools", array(move.schools()))
        .param("state", move.status().state().name())
        .param("mark", move.mark().name())
        .param("phase", move.status().phase())
        .param("waits", array(move.status().waitsFor()))
        .param("started", utc(move.status().startedAt()))
        .param("ended", utc(move.status().endedAt()))
        .param("whom", move.turn() == null ? null : move.turn().whom())
        .param("what", move.turn() == null ? null : move.turn().what())
        .param("since", move.turn() == null ? null : utc(move.turn().since()))
        .param("turns", move.turns())
        .param("from", utc(move.window().start()))
        .param("until", utc(move.window().end()))
        .param("site", move.site())
        .param("technician", move.technician())
        .param("words", words.toArray(String[]::new))
        .param("urgency", move.mark().urgency())
        .param("key", move.sortKey())
        .param("open", move.open())
        .param("lines", lines)
        .param("edition", edition)
        .param("seen", seen)
        .update();
  }

  /** The row stays as it was, and the page says that it could not be renewed. */
  void failed(String id) {
    jdbc.sql("update umzug.move_overview set failed_at = clock_timestamp() where id = :id")
        .param("id", id)
        .update();
  }

  /** Plans without a row, or with one of an older revision; the newest move first. */
  Set<String> missing(int limit) {
    return ids(
        jdbc.sql(
                """
                select m.id from umzug.migration m
                 where not exists (select from umzug.move_overview o
                                    where o.id = m.id and o.revision >= m.revision)
                 order by m.id desc limit :limit""")
            .param("limit", limit));
  }

  /** How many plans have no row at all. */
  int countMissing() {
    return jdbc.sql(
            """
            select count(*) from umzug.migration m
             where m.revision = 1
               and not exists (select from umzug.move_overview o where o.id = m.id)""")
        .query(Integer.class)
        .single();
  }

  /**
   * Open moves that something has happened to since; once more those where it has just happened,
   * because not every act writes its line last.
   *
   * @param once more after this
   * @param retry a row that could not be renewed waits this long
   */
  Set<String> changed(int edition, Duration once, Duration retry, int limit) {
    return ids(
        jdbc.sql(
                """
                select o.id from umzug.move_overview o
                  left join umzug.trail_head h on h.migration_id = o.id
                 where o.open
                   and (o.failed_at is null
                        or o.failed_at < clock_timestamp() - :retry * interval '1 millisecond')
                   and (o.failed_at is not null or o.made_by < :edition
                        or not o.settled
                           and o.projected_at < clock_timestamp() - :once * interval '1 millisecond'
                        or h.rows > o.lines and"""
                    + CHANGED
                    + ")\n order by o.projected_at limit :limit")
            .param("edition", edition)
            .param("once", once.toMillis())
            .param("retry", retry.toMillis())
            .param("limit", limit));
  }

  /** Moves that are over and to which something has happened all the same. */
  Set<String> changedAfterwards(int edition, int limit) {
    return ids(
        jdbc.sql(
                """
                select o.id from umzug.move_overview o
                  left join umzug.trail_head h on h.migration_id = o.id
                 where not o.open and (o.made_by < :edition or h.rows > o.lines and"""
                    + CHANGED
                    + ") limit :limit")
            .param("edition", edition)
            .param("limit", limit));
  }

  /** Open moves that nobody has looked at for long, whatever their trail says. */
  Set<String> old(Duration age, int limit) {
    return ids(
        jdbc.sql(
                """
                select o.id from umzug.move_overview o
                 where o.open and o.projected_at < clock_timestamp() - :age * interval '1 millisecond'
                   and o.failed_at is null
                 order by o.projected_at limit :limit""")
            .param("age", age.toMillis())
            .param("limit", limit));
  }

  /**
   * Takes or keeps the turn of the one node that does the work.
   *
   * @return false if another node has it
   */
  boolean hold(String node, Duration length) {
    return jdbc.sql(
                """
                insert into umzug.overview_look as l (holder, held_until)
                values (:node, clock_timestamp() + :length * interval '1 millisecond')
                on conflict (only_row) do update
                   set holder = excluded.holder, held_until = excluded.held_until
                 where l.holder = excluded.holder or l.held_until < clock_timestamp()""")
            .param("node", node)
            .param("length", length.toMillis())
            .update()
        == 1;
  }

  /** Everything has been looked at. */
  void looked(String node, int missing) {
    jdbc.sql(
            """
            update umzug.overview_look set looked_at = clock_timestamp(), missing = :missing
             where holder = :node""")
        .param("missing", missing)
        .param("node", node)
        .update();
  }

  private static Set<String> ids(JdbcClient.StatementSpec statement) {
    return new LinkedHashSet<>(statement.query(String.class).list());
  }

  private static String[] array(List<String> texts) {
    return texts.toArray(String[]::new);
  }

  private static OffsetDateTime utc(Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }
}
