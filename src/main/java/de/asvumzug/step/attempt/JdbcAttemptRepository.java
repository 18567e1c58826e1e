package de.asvumzug.step.attempt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.asvumzug.host.job.Pace;
import de.asvumzug.host.job.Progress;
import de.asvumzug.step.StepTask;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.TrailKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Attempts in {@code umzug.step}. */
@Repository
public class JdbcAttemptRepository implements AttemptRepository {
  private static final TypeReference<Map<String, Object>> VARIABLES = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final AuditTrail trail;

  public JdbcAttemptRepository(JdbcClient jdbc, ObjectMapper json, AuditTrail trail) {
    this.jdbc = jdbc;
    this.json = json;
    this.trail = trail;
  }

  @Override
  @Transactional
  public Attempt takeUp(StepTask task, String worker, Duration lease) {
    Optional<Attempt> last = last(task.id());
    if (last.isPresent() && last.get().state() == Attempt.State.RUNNING) {
      return jdbc.sql(
              """
              update umzug.step set worker = :worker, lease = lease + 1,
                     held_until = now() + make_interval(secs => :lease)
               where id = :id returning *
              """)
          .param("worker", worker)
          .param("lease", seconds(lease))
          .param("id", last.get().id())
          .query(this::attempt)
          .single();
    }
    if (last.isPresent() && last.get().state() == Attempt.State.DONE) {
      return last.get();
    }
    return begin(task, worker, lease);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1_000.0;
  }

  private Optional<Attempt> last(String externalTaskId) {
    return jdbc.sql(
            "select * from umzug.step where external_task_id = ? order by attempt desc limit 1 for update")
        .param(externalTaskId)
        .query(this::attempt)
        .optional();
  }

  private Attempt begin(StepTask task, String worker, Duration lease) {
    return jdbc.sql(
            """
            insert into umzug.step
              (migration_id, process_instance_id, element, school, attempt, external_task_id, worker, state, held_until)
            select :migration, :instance, :element, :school, coalesce(max(attempt), 0) + 1, :task, :worker, 'RUNNING',
                   now() + make_interval(secs => :lease)
              from umzug.step
             where process_instance_id = :instance and element = :element and school = :school
            returning *
            """)
        .param("migration", task.migrationId())
        .param("instance", task.processInstanceId())
        .param("element", task.element())
        .param("school", task.schoolOrEmpty())
        .param("task", task.id())
        .param("worker", worker)
        .param("lease", seconds(lease))
        .query(this::attempt)
        .single();
  }

  @Override
  public void renew(Attempt attempt, Duration lease) {
    mine(
        attempt.id(),
        jdbc.sql(
                """
                update umzug.step set held_until = now() + make_interval(secs => ?)
                 where id = ? and lease = ? and state = 'RUNNING'
                """)
            .params(seconds(lease), attempt.id(), attempt.lease())
            .update());
  }

  @Override
  public Optional<Orphan> takeOver(Orphan orphan, String worker, Duration lease) {
    return jdbc.sql(
            """
            update umzug.step set worker = :worker, lease = lease + 1,
                   held_until = now() + make_interval(secs => :lease)
             where id = :id and lease = :seen and state = 'RUNNING'
               and (worker = :worker or held_until is null or held_until < now())
            returning *
            """)
        .param("worker", worker)
        .param("lease", seconds(lease))
        .param("id", orphan.id())
        .param("seen", orphan.lease())
        .query(JdbcAttemptRepository::orphan)
        .optional();
  }

  @Override
  public long nextStartNumber() {
    return jdbc.sql("select nextval('umzug.start_number')").query(Long.class).single();
  }

  /** Zero rows: another worker has the attempt, or it has ended otherwise. */
  private static void mine(long attemptId, int rows) {
    if (rows == 0) {
      throw new LeaseLost(attemptId);
    }
  }

  @Override
  public boolean decidedByHand(StepTask task) {
    return jdbc.sql(
            """
            select by_hand from umzug.incident
             where configuration = ? and by_hand is not null order by closed_at desc limit 1
            """)
        .param(task.id())
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  @Override
  public void done(Attempt attempt, Map<String, Object> outcome) {
    // The same once more after a lost answer is no harm.
    mine(
        attempt.id(),
        jdbc.sql(
                """
                update umzug.step set state = 'DONE', ended_at = now(), outcome = ?::jsonb
                 where id = ? and lease = ? and state in ('RUNNING', 'DONE')
                """)
            .params(write(outcome), attempt.id(), attempt.lease())
            .update());
  }

  @Override
  @Transactional
  public void failed(StepTask task, Attempt attempt, String message) {
    end(attempt.id(), attempt.lease(), Attempt.State.FAILED, message);
    log(task, attempt)
        .write(TrailKind.STEP_FAILED, null, "Schritt fehlgeschlagen", Map.of("message", message));
  }

  @Override
  @Transactional
  public void cancelled(StepTask task, Attempt attempt) {
    end(attempt.id(), attempt.lease(), Attempt.State.CANCELLED, null);
    log(task, attempt).write(TrailKind.STEP_CANCELLED, null, "Schritt abgebrochen", Map.of());
  }

  private AttemptAuditLog log(StepTask task, Attempt attempt) {
    return new AttemptAuditLog(trail, task, attempt.number());
  }

  @Override
  @Transactional
  public void cancelled(Orphan orphan) {
    end(orphan.id(), orphan.lease(), Attempt.State.CANCELLED, null);
    new AttemptAuditLog(trail, orphan.task(), orphan.number())
        .write(TrailKind.STEP_CANCELLED, null, "Schritt abgebrochen", Map.of());
  }

  @Override
  public List<Orphan> runningBeside(StepTask task) {
    return jdbc.sql(
            """
            select * from umzug.step
             where migration_id = ? and state = 'RUNNING' and external_task_id <> ?
            """)
        .params(task.migrationId(), task.id())
        .query(JdbcAttemptRepository::orphan)
        .list();
  }

  @Override
  public List<Orphan> doneBeside(Attempt attempt) {
    return jdbc.sql(
            """
            select s.id, s.lease, s.worker, s.migration_id, d.external_task_id, s.process_instance_id, s.element, s.school, s.attempt
              from umzug.step own
              join umzug.step s on s.migration_id = own.migration_id and s.state <> 'RUNNING'
              join umzug.step d on d.process_instance_id = s.process_instance_id and d.element = s.element
                               and d.school = s.school and d.attempt >= s.attempt and d.state = 'DONE'
             where own.id = ?
            """)
        .param(attempt.id())
        .query(JdbcAttemptRepository::orphan)
        .list();
  }

  private static Orphan orphan(ResultSet row, int number) throws SQLException {
    return new Orphan(
        row.getLong("id"),
        row.getLong("lease"),
        row.getString("worker"),
        row.getString("migration_id"),
        row.getString("external_task_id"),
        row.getString("process_instance_id"),
        row.getString("element"),
        row.getString("school"),
        row.getInt("attempt"));
  }

  private void end(long id, long lease, Attempt.State state, String message) {
    mine(
        id,
        jdbc.sql(
                """
                update umzug.step set state = ?, ended_at = now(), message = ?
                 where id = ? and lease = ? and state = 'RUNNING'
                """)
            .params(state.name(), message, id, lease)
            .update());
  }

  /** An attempt with the task that it belongs to. */
  public record Held(StepTask task, Attempt attempt) {}

  /** Locked until the running transaction ends; empty if there is none of that number. */
  public Optional<Held> held(long attemptId) {
    return jdbc.sql("select * from umzug.step where id = ? for update")
        .param(attemptId)
        .query(
            (row, number) -> {
              StepTask task =
                  new StepTask(
                      row.getString("external_task_id"),
                      row.getString("element"),
                      row.getString("process_instance_id"),
                      row.getString("migration_id"),
                      Optional.of(row.getString("school")).filter(school -> !school.isEmpty()),
                      Optional.empty(),
                      null);
              return new Held(task, attempt(row, number));
            })
        .optional();
  }

  /**
   * Whether an attempt at this element is running.
   *
   * @param school may be null
   */
  public boolean runs(String migrationId, String element, String school) {
    return jdbc.sql(
            """
            select count(*) > 0 from umzug.step
             where migration_id = ? and element = ? and school = ? and state = 'RUNNING'
            """)
        .params(migrationId, element, school == null ? "" : school)
        .query(Boolean.class)
        .single();
  }

  @Override
  public void progress(Attempt attempt, Progress progress) {
    Pace pace = progress.pace();
    int rows =
        jdbc.sql(
                """
            update umzug.step set progress_done = ?, progress_total = ?, progress_unit = ?, progress_text = ?,
                   progress_rate = ?, progress_left_least = ?, progress_left_most = ?, progress_at = now()
             where id = ? and lease = ? and state = 'RUNNING'
            """)
            .params(
                progress.done(),
                progress.total(),
                progress.unit(),
                progress.text(),
                pace == null ? null : pace.perSecond(),
                pace == null ? null : pace.leftAtLeast(),
                pace == null ? null : pace.leftAtMost(),
                attempt.id(),
                attempt.lease())
            .update();
    mine(attempt.id(), rows);
  }

  private Attempt attempt(ResultSet row, int number) throws SQLException {
    String outcome = row.getString("outcome");
    return new Attempt(
        row.getLong("id"),
        row.getInt("attempt"),
        Attempt.State.valueOf(row.getString("state")),
        outcome == null ? null : read(outcome),
        row.getLong("lease"));
  }

  private Map<String, Object> read(String outcome) {
    try {
      return json.readValue(outcome, VARIABLES);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("unreadable outcome of a step", e);
    }
  }

  private String write(Map<String, Object> outcome) {
    try {
      return json.writeValueAsString(outcome);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "an outcome holds only booleans, numbers and short texts", e);
    }
  }
}
