package de.asvumzug.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What is refused leaves a line in the log, whatever was sent. */
@ExtendWith(OutputCaptureExtension.class)
class RefusalsInLogIT extends DoorsTestBase {
  private static final int A_LINE = 500;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/camunda/api/engine/engine/default/task/nope/claim | {\"userId\":\"schule-0001\"}",
        "/camunda/api/engine/engine/default/task/nope/complete | {}",
        "/camunda/api/engine/engine/default/task/nope/unclaim | {}",
        "/camunda/api/engine/engine/default/task | {\"nameLike\":",
        "/camunda/api/engine/engine/default/process-definition/key/doors/start | {}",
        "/camunda/api/admin/setup/default/user/create | {}",
      })
  void what_a_school_is_refused_is_a_line(String path, String body, CapturedOutput log)
      throws Exception {
    HttpUser school = loggedIn("schule-0001").openTasklist();
    int before = log.getAll().length();
    int status = school.camunda(path, body).statusCode();
    String written = afterLine(log, before);
    assertThat(status).isGreaterThanOrEqualTo(400);
    assertThat(written).contains(path + " → " + status, "(schule-0001)");
    assertThat(written.length()).as(written).isLessThan(A_LINE);
  }

  @Test
  void a_disguised_address_is_a_line_and_an_answer_like_any_other(CapturedOutput log)
      throws Exception {
    HttpUser school = loggedIn("schule-0001");
    int before = log.getAll().length();
    HttpResponse<String> answer = school.get("/%61pi/migrations");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("frame-ancestors 'none'");
    assertThat(afterLine(log, before)).contains("/%61pi/migrations → 400");
  }

  @Test
  void a_form_that_our_own_rules_refuse_is_a_line(CapturedOutput log) throws Exception {
    String instance =
        engine
            .getRuntimeService()
            .createProcessInstanceByKey("check-machines")
            .businessKey(DoorsFixture.MOVE)
            .setVariables(Map.of("migrationId", DoorsFixture.MOVE, "openFindings", 1))
            .startBeforeActivity("resolveFindings")
            .execute()
            .getId();
    try {
      String task =
          engine
              .getTaskService()
              .createTaskQuery()
              .processInstanceId(instance)
              .singleResult()
              .getId();
      HttpUser technik = loggedIn("technik").openTasklist();
      int before = log.getAll().length();
      int status =
          technik
              .camunda("/camunda/api/engine/engine/default/task/" + task + "/complete", "{}")
              .statusCode();
      assertThat(status).isGreaterThanOrEqualTo(400);
      assertThat(afterLine(log, before)).contains("(technik)").doesNotContain("ENGINE-16004");
    } finally {
      engine
          .getRuntimeService()
          .deleteProcessInstanceIfExists(instance, "end of test", false, true, false, false);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/worker/route", "/api/worker/attempts/x/end?lease=1"})
  void what_a_site_cannot_write_is_a_line_and_its_own_fault(String path, CapturedOutput log)
      throws Exception {
    String site = HttpUser.basic("worker-nord", SITE_PASSWORD);
    int before = log.getAll().length();
    int status = nobody().post(path, "application/json", "{", "Authorization", site).statusCode();
    String written = afterLine(log, before);
    assertThat(status).isEqualTo(400);
    assertThat(written).contains("(worker-nord)");
    assertThat(written.length()).as(written).isLessThan(A_LINE);
  }

  /** The line is written when the answer has been sent already. */
  private static String afterLine(CapturedOutput log, int before) {
    await().until(() -> log.getAll().substring(before).contains("Abgewiesen: "));
    return log.getAll().substring(before);
  }

  @Test
  void nobody_writes_a_line_of_his_own(CapturedOutput log) throws Exception {
    String forged = "technik%0A2026-11-27 INFO Anmeldung von admin";
    nobody()
        .get(
            "/api/migrations",
            "Authorization",
            HttpUser.basic("x\n2026-11-27 INFO Anmeldung von admin", "Falsch"));
    nobody().get("/anything/" + forged.replace(" ", "%20"));
    assertThat(log.getAll().lines()).noneMatch(line -> line.startsWith("2026-11-27 INFO"));
  }

  @Test
  void a_long_address_is_cut(CapturedOutput log) throws Exception {
    nobody().get("/login"); // the first request starts the pages, which is logged
    int before = log.getAll().length();
    nobody().get("/anything/" + "a".repeat(4000));
    assertThat(afterLine(log, before).length()).isLessThan(A_LINE);
  }
}
