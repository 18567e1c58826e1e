package de.asvumzug.web.metrics;

import de.asvumzug.step.WorkerSettings;
import de.asvumzug.web.overview.OverviewMark;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the figures of all moves. */
@Component
class WorkFiguresReader {
  private final JdbcClient jdbc;
  private final NextExpiry expiry;
  private final WorkerSettings steps;
  private final Clock clock = Clock.systemUTC();

  WorkFiguresReader(JdbcClient jdbc, NextExpiry expiry, WorkerSettings steps) {
    this.jdbc = jdbc;
    this.expiry = expiry;
    this.steps = steps;
  }

  private record Running(long count, double oldest) {}

  private record Waiting(long count, double oldest) {}

  WorkFigures read() {
    Running running = running();
    Waiting mails = waitingMails();
    return new WorkFigures(
        clock.instant(),
        moves(),
        running.count(),
        running.oldest(),
        ended(),
        count("select count(*) from umzug.incident where closed_at is null"),
        mails.count(),
        mails.oldest(),
        count("select count(*) from umzug.mail where state = 'DEAD' and settled_at is null"),
        expiry.next());
  }

  private long count(String sql) {
    return jdbc.sql(sql).query(Long.class).single();
  }

  private Map<OverviewMark, Long> moves() {
    Map<OverviewMark, Long> moves = new EnumMap<>(OverviewMark.class);
    jdbc.sql("select mark, count(*) as moves from umzug.move_overview group by mark")
        .query(
            row -> {
              moves.put(OverviewMark.valueOf(row.getString("mark")), row.getLong("moves"));
            });
    return moves;
  }

  /** A sign of life is a lease that begins anew: its end tells when that was. */
  private Running running() {
    return jdbc.sql(
            """
            select count(*) as steps,
                   coalesce(extract(epoch from max(now() - coalesce(
                     held_until - make_interval(secs => :lease), started_at))), 0) as silent
              from umzug.step where state = 'RUNNING'
            """)
        .param("lease", steps.lock().toMillis() / 1_000.0)
        .query(
            (row, number) ->
                new Running(row.getLong("steps"), Math.max(0, row.getDouble("silent"))))
        .single();
  }

  private List<WorkFigures.Ended> ended() {
    return jdbc.sql(
            """
            select element, state, count(*) as steps,
                   coalesce(sum(extract(epoch from ended_at - started_at)), 0) as seconds
              from umzug.step where state <> 'RUNNING' group by element, state
            """)
        .query(
            (row, number) ->
                new WorkFigures.Ended(
                    row.getString("element"),
                    row.getString("state").toLowerCase(Locale.ROOT),
                    row.getLong("steps"),
                    row.getDouble("seconds")))
        .list();
  }

  private Waiting waitingMails() {
    return jdbc.sql(
            """
            select count(*) as mails, coalesce(extract(epoch from now() - min(created_at)), 0) as oldest
              from umzug.mail where state = 'QUEUED'
            """)
        .query(
            (row, number) ->
                new Waiting(row.getLong("mails"), Math.max(0, row.getDouble("oldest"))))
        .single();
  }
}
