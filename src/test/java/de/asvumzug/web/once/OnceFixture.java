package de.asvumzug.web.once;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** What keeps answers, on a database of the test's choice. */
public final class OnceFixture {
  private OnceFixture() {}

  public static Once on(JdbcClient jdbc, PlatformTransactionManager transactions) {
    return new Once(
        new RequestAnswerRepository(jdbc),
        JsonMapper.builder().addModule(new JavaTimeModule()).build(),
        transactions);
  }

  /** For requests without a key. */
  public static Once unused() {
    return on(null, null);
  }

  public static void deleteExpired(JdbcClient jdbc) {
    new RequestAnswerRepository(jdbc).deleteExpired();
  }
}
