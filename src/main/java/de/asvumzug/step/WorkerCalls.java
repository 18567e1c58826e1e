package de.asvumzug.step;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/** Which writes of workers on site have been carried out, in {@code umzug.worker_call}. */
@Repository
public class WorkerCalls {
  private final JdbcClient jdbc;

  WorkerCalls(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * To be called in the transaction of the write itself. A second call with the key at the same
   * time waits for the end of the first.
   *
   * @return false if it has been carried out
   */
  public boolean first(UUID key) {
    return jdbc.sql("insert into umzug.worker_call (key) values (?) on conflict do nothing")
            .param(key)
            .update()
        == 1;
  }

  /** No worker repeats a call for that long: its step would have been taken from it. */
  @Scheduled(fixedDelayString = "PT6H", initialDelayString = "PT1M")
  void forget() {
    jdbc.sql("delete from umzug.worker_call where at < now() - interval '30 days'").update();
  }
}
