package de.asvumzug.web.once;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/** The table {@code umzug.request_answer}; the callers hold the transaction. */
@Repository
class RequestAnswerRepository {
  /** PostgreSQL's state for a lock that was not to be had in time. */
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final JdbcClient jdbc;

  RequestAnswerRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Takes the key for this transaction. Waits while another one has it: if that one fails, the key
   * is free.
   *
   * @param keep how long the answer is kept
   * @param patience how long to wait for the other one
   * @return false if there is an answer already
   * @throws KeyTaken if the other one takes longer; the transaction is lost then
   */
  boolean begin(String account, String key, String requestHash, Duration keep, Duration patience) {
    jdbc.sql(
            "delete from umzug.request_answer where account = ? and key = ? and expires_at <= now()")
        .params(account, key)
        .update();
    lockTimeout(patience.toMillis() + "ms");
    try {
      return jdbc.sql(
                  """
                  insert into umzug.request_answer (account, key, request_sha256, expires_at)
                  values (?, ?, ?, now() + make_interval(secs => ?)) on conflict do nothing
                  """)
              .params(account, key, requestHash, keep.toMillis() / 1_000.0)
              .update()
          == 1;
    } catch (DataAccessException e) {
      throw waitedLongEnough(e) ? KeyTaken.atWork(key) : e;
    } finally {
      resetLockTimeout();
    }
  }

  private static boolean waitedLongEnough(DataAccessException e) {
    return e.getRootCause() instanceof SQLException cause
        && LOCK_NOT_AVAILABLE.equals(cause.getSQLState());
  }

  private void lockTimeout(String value) {
    jdbc.sql("select set_config('lock_timeout', ?, true)")
        .param(value)
        .query(String.class)
        .single();
  }

  /** After a wait that was given up the transaction takes no statement, and needs none. */
  private void resetLockTimeout() {
    try {
      lockTimeout("0");
    } catch (RuntimeException e) {
      // It is rolled back, and the setting with it.
    }
  }

  Optional<RequestAnswer> find(String account, String key) {
    return jdbc.sql(
            """
            select request_sha256, status, location, body from umzug.request_answer
             where account = ? and key = ? and status is not null
            """)
        .params(account, key)
        .query(RequestAnswerRepository::answer)
        .optional();
  }

  private static RequestAnswer answer(ResultSet row, int number) throws SQLException {
    return new RequestAnswer(
        row.getString("request_sha256"),
        row.getInt("status"),
        row.getString("location"),
        row.getString("body"));
  }

  void answered(String account, String key, RequestAnswer answer) {
    jdbc.sql(
            """
            update umzug.request_answer set status = ?, location = ?, body = ?
             where account = ? and key = ?
            """)
        .params(answer.status(), answer.location(), answer.body(), account, key)
        .update();
  }

  @Scheduled(initialDelayString = "PT5M", fixedDelayString = "PT1H")
  void deleteExpired() {
    jdbc.sql("delete from umzug.request_answer where expires_at <= now()").update();
  }
}
