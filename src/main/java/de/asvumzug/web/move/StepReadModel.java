package de.asvumzug.web.move;

import de.asvumzug.host.job.Pace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what the durable steps have written about themselves (table {@code umzug.step}). */
@Component
public class StepReadModel {
  private final JdbcClient jdbc;

  public StepReadModel(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** One attempt at one step on a server; {@code progress} is null if none is known. */
  public record Attempt(
      String element,
      String school,
      int attempt,
      String state,
      Instant startedAt,
      StepProgress progress) {}

  /** Attempts of one process instance, the first one first; empty where no step has run yet. */
  public List<Attempt> attempts(String processInstanceId) {
    if (!there()) {
      return List.of();
    }
    return jdbc.sql(
            """
            select element, nullif(school, '') as school, attempt, state, started_at,
                   progress_done, progress_total, progress_unit, progress_text,
                   progress_rate, progress_left_least, progress_left_most
            from umzug.step where process_instance_id = :instance
            order by started_at, attempt""")
        .param("instance", processInstanceId)
        .query(StepReadModel::row)
        .list();
  }

  /** The table comes with the durable steps; without them there is nothing to show. */
  private boolean there() {
    return jdbc.sql("select to_regclass('umzug.step') is not null").query(Boolean.class).single();
  }

  private static Attempt row(ResultSet row, int number) throws SQLException {
    Timestamp started = row.getTimestamp("started_at");
    boolean known =
        row.getObject("progress_done") != null || row.getString("progress_text") != null;
    return new Attempt(
        row.getString("element"),
        row.getString("school"),
        row.getInt("attempt"),
        row.getString("state"),
        started == null ? null : started.toInstant(),
        known
            ? new StepProgress(
                row.getLong("progress_done"),
                row.getLong("progress_total"),
                row.getString("progress_unit"),
                row.getString("progress_text"),
                pace(row))
            : null);
  }

  private static Pace pace(ResultSet row) throws SQLException {
    return row.getObject("progress_rate") == null
        ? null
        : new Pace(
            row.getDouble("progress_rate"),
            row.getLong("progress_left_least"),
            row.getLong("progress_left_most"));
  }
}
