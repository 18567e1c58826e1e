package de.asvumzug.security.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;

/** Whose mistake a failure of the engine is, and what the caller hears of it. */
class CallersMistakesTest {
  private final MockHttpServletResponse answer = new MockHttpServletResponse();

  @Test
  void what_the_caller_asked_wrongly_is_told() throws Exception {
    failedWith("{\"type\":\"NullValueException\",\"message\":\"task is null\"}");

    assertThat(answer.getStatus()).isEqualTo(400);
    assertThat(answer.getContentAsString()).contains("task is null");
  }

  @Test
  void a_failure_of_the_database_is_ours_and_shows_no_statement() throws Exception {
    failedWith(
        "{\"type\":\"ProcessEngineException\",\"message\":\"ENGINE-03083 ### Error querying"
            + " database. Cause: org.postgresql.util.PSQLException ### SQL: select distinct RES\"}");

    assertThat(answer.getStatus()).isEqualTo(500);
    assertThat(answer.getContentAsString(StandardCharsets.UTF_8))
        .contains("steht im Log")
        .doesNotContain("select", "PSQL");
  }

  @Test
  void what_nobody_expected_is_ours_and_shows_nothing() throws Exception {
    failedWith("{\"type\":\"NullPointerException\",\"message\":\"Cannot invoke x\"}");

    assertThat(answer.getStatus()).isEqualTo(500);
    assertThat(answer.getContentAsString(StandardCharsets.UTF_8)).doesNotContain("invoke");
  }

  private void failedWith(String body) throws IOException {
    CallersMistakes engine = new CallersMistakes(answer);
    engine.setStatus(500);
    engine.setContentLength(body.length());
    engine.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    engine.end();
    assertThat(answer.getContentLength()).isEqualTo(answer.getContentAsByteArray().length);
  }
}
