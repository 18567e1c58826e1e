package de.asvumzug.notify.reminder;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Who was asked to do which task (table {@code umzug.waiting_task}), as long as it is open. Written
 * in the engine's transactions.
 */
@Repository
public class WaitingTasks {
  private final JdbcClient jdbc;

  public WaitingTasks(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** From now on this person is asked to do it. */
  public void asked(AskedTask task, String recipient, Instant at) {
    jdbc.sql(
            """
            insert into umzug.waiting_task
              (task_id, recipient, migration_id, name, school, due, asked_at, told_at)
            values (:task, :recipient, :move, :name, :school, :due, :at, :at)
            on conflict (task_id, recipient) do update set told_at = excluded.told_at""")
        .param("task", task.id())
        .param("recipient", key(recipient))
        .param("move", task.migrationId())
        .param("name", task.name())
        .param("school", task.school())
        .param("due", utc(task.due()))
        .param("at", utc(at))
        .update();
  }

  /** When this person last got a mail about it; empty if they were not asked. */
  public Optional<Instant> told(String taskId, String recipient) {
    return jdbc.sql(
            "select told_at from umzug.waiting_task where task_id = :task and recipient = :recipient")
        .param("task", taskId)
        .param("recipient", key(recipient))
        .query((row, number) -> instant(row, "told_at"))
        .optional();
  }

  /** Nobody has to do it any more. */
  public void answered(String taskId) {
    jdbc.sql("delete from umzug.waiting_task where task_id = :task").param("task", taskId).update();
  }

  /** What a person is asked to do in all moves, what is due first in front. */
  public List<AskedTask> of(String recipient) {
    return jdbc.sql(
            """
            select task_id, migration_id, name, school, due from umzug.waiting_task
            where recipient = :recipient order by due, asked_at, task_id""")
        .param("recipient", key(recipient))
        .query(
            (row, number) ->
                new AskedTask(
                    row.getString("task_id"),
                    row.getString("migration_id"),
                    row.getString("name"),
                    row.getString("school"),
                    instant(row, "due")))
        .list();
  }

  /**
   * Stands for a person where no address may be kept, e.g. in the engine's history.
   *
   * @return SHA-256 of the address, hexadecimal
   */
  public String token(String recipient) {
    return jdbc.sql("select encode(sha256(convert_to(:recipient, 'UTF8')), 'hex')")
        .param("recipient", key(recipient))
        .query(String.class)
        .single();
  }

  /** Whom a {@link #token} stands for; empty if they are asked to do nothing any more. */
  public Optional<String> recipient(String token) {
    return jdbc.sql(
            """
            select distinct recipient from umzug.waiting_task
            where encode(sha256(convert_to(recipient, 'UTF8')), 'hex') = :token""")
        .param("token", token)
        .query(String.class)
        .optional();
  }

  private static String key(String recipient) {
    return recipient.strip().toLowerCase(Locale.ROOT);
  }

  private static OffsetDateTime utc(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
