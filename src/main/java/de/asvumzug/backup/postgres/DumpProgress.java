package de.asvumzug.backup.postgres;

import de.asvumzug.asv.database.Postgres;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.Host;
import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.job.LogChunk;
import de.asvumzug.host.job.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many rows {@code pg_dump} has read: all of the tables that its log calls finished, and what
 * the server says of those under way (from PostgreSQL 14 on). Bytes would not do: what they will be
 * in the end depends on how well they can be compressed.
 */
final class DumpProgress implements Jobs.Poll {
  private static final int EVERY = 2;
  private static final Pattern FINISHED =
      Pattern.compile("pg_dump: finished item \\d+ TABLE DATA (.+)");

  private static final String ROWS =
      """
      select c.relname as name, sum(greatest(c.reltuples, 0))::bigint as rows
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
       group by c.relname
      """;

  private static final String UNDER_WAY =
      "select coalesce(sum(tuples_processed), 0) as rows from pg_stat_progress_copy"
          + " where datname = current_database()";

  private final Host host;
  private final Postgres postgres;
  private final BackupContext act;
  private final JobKey job;
  private final Map<String, Long> rows = new HashMap<>();
  private final long total;
  private long finished;
  private long offset;
  private int polls;

  DumpProgress(Host host, Postgres postgres, BackupContext act, String job)
      throws IOException, InterruptedException {
    this.host = host;
    this.postgres = postgres;
    this.act = act;
    this.job = new JobKey(act.stepKey() + "." + job);
    for (Map<String, String> row : postgres.query(ROWS, Map.of())) {
      rows.put(row.get("name"), Long.parseLong(row.get("rows")));
    }
    this.total = rows.values().stream().mapToLong(Long::longValue).sum();
  }

  @Override
  public void run() throws IOException, InterruptedException {
    if (polls++ % EVERY == 0) {
      LogChunk log = host.readLog(job, offset);
      int whole = log.text().lastIndexOf('\n') + 1;
      String lines = log.text().substring(0, whole);
      offset += lines.getBytes(StandardCharsets.UTF_8).length;
      finished += finished(lines, rows);
      long done = finished + underWay();
      act.progress()
          .at(new Progress(Math.min(done, total), total, "Zeilen", "Datenbank wird gesichert"));
    }
  }

  /** Rows, as the statistics have them, of the tables that these lines call finished. */
  static long finished(String log, Map<String, Long> rows) {
    return log.lines()
        .map(FINISHED::matcher)
        .filter(Matcher::matches)
        .mapToLong(line -> rows.getOrDefault(line.group(1), 0L))
        .sum();
  }

  private long underWay() throws IOException, InterruptedException {
    Command look = postgres.psql(postgres.database().name(), Map.of()).withInput(UNDER_WAY);
    CommandResult result = host.look(look);
    List<Map<String, String>> answer =
        result.succeeded() ? Postgres.rows(result.output()) : List.of();
    return answer.isEmpty() ? 0 : Long.parseLong(answer.get(0).get("rows"));
  }
}
