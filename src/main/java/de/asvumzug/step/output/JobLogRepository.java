package de.asvumzug.step.output;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code umzug.job_log}. */
@Repository
public class JobLogRepository implements JobLogs {
  private static final String WITHOUT_TEXT =
      """
      select id, element, school, attempt, machine, job, begun_at, ended_at, exit_code, bytes, cut_bytes,
             octet_length(stored) as stored_bytes, sha256, kept_at
        from umzug.job_log
      """;

  private final JdbcClient jdbc;

  public JobLogRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void keep(JobLog log) {
    jdbc.sql(
            """
            insert into umzug.job_log
              (migration_id, element, school, attempt, machine, job, job_key, begun_at, ended_at, exit_code,
               bytes, cut_bytes, stored, sha256)
            values (:move, :element, :school, :attempt, :machine, :job, :key, :begun, :ended, :code,
                    :bytes, :cut, :stored, :sha256)
            on conflict (job_key) do nothing
            """)
        .param("move", log.migrationId())
        .param("element", log.element())
        .param("school", log.school() == null ? "" : log.school())
        .param("attempt", log.attempt())
        .param("machine", log.machine())
        .param("job", log.job())
        .param("key", log.jobKey())
        .param("begun", at(log.begun()))
        .param("ended", at(log.ended()))
        .param("code", log.exitCode())
        .param("bytes", log.bytes())
        .param("cut", log.cutBytes())
        .param("stored", log.stored())
        .param("sha256", log.sha256())
        .update();
  }

  private static OffsetDateTime at(Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }

  /** Of a move, the oldest first. */
  public List<KeptJobLog> of(String migrationId) {
    return jdbc.sql(WITHOUT_TEXT + " where migration_id = ? order by id")
        .param(migrationId)
        .query(JobLogRepository::kept)
        .list();
  }

  public Optional<KeptJobLog> find(String migrationId, long id) {
    return jdbc.sql(WITHOUT_TEXT + " where migration_id = ? and id = ?")
        .params(migrationId, id)
        .query(JobLogRepository::kept)
        .optional();
  }

  /** As it is stored: gzip. */
  public Optional<byte[]> stored(String migrationId, long id) {
    return jdbc.sql("select stored from umzug.job_log where migration_id = ? and id = ?")
        .params(migrationId, id)
        .query((row, number) -> row.getBytes("stored"))
        .optional();
  }

  /** Moves of which logs are kept. */
  public List<String> moves() {
    return jdbc.sql("select distinct migration_id from umzug.job_log order by 1")
        .query(String.class)
        .list();
  }

  /** Returns how many there were. */
  int delete(String migrationId) {
    return jdbc.sql("delete from umzug.job_log where migration_id = ?").param(migrationId).update();
  }

  private static KeptJobLog kept(ResultSet row, int number) throws SQLException {
    String school = row.getString("school");
    return new KeptJobLog(
        row.getLong("id"),
        row.getString("element"),
        school.isEmpty() ? null : school,
        row.getInt("attempt"),
        row.getString("machine"),
        row.getString("job"),
        time(row, "begun_at"),
        time(row, "ended_at"),
        row.getObject("exit_code", Integer.class),
        row.getLong("bytes"),
        row.getLong("cut_bytes"),
        row.getLong("stored_bytes"),
        row.getString("sha256"),
        time(row, "kept_at"));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
