package de.asvumzug.security;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.security.worker.WorkerAccount;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Nothing is open without log-in, and each log-in opens only what it must. */
class SecurityConfigurationIT extends DoorsTestBase {
  private static final String JSON = "application/json";

  @Autowired private WorkerAccount worker;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/engine-rest/user",
        "/engine-rest/engine",
        "/engine-rest/deployment",
        "/engine-rest/external-task",
        "/engine-rest/version",
        "/api/migrations",
        "/api/openapi",
        "/api/tasks/x/briefing",
        "/camunda/api/engine/engine/default/task",
        "/camunda/api/engine/engine/",
        "/camunda/api/admin/auth/user/default",
        "/camunda/app/tasklist/default/",
        "/camunda/app/tasklist/scripts/config.js",
        "/camunda/lib/deps.js",
        "/forms-assets/forms.js",
        "/actuator/env",
        "/actuator",
        "/",
        "/anything",
      })
  void anonymous_gets_401_or_403(String path) throws Exception {
    assertThat(nobody().get(path).statusCode()).as(path).isIn(401, 403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/engine-rest/external-task/fetchAndLock",
        "/engine-rest/process-definition/key/doors/start",
        "/api/migrations",
        "/camunda/api/engine/engine/default/task",
        "/camunda/api/admin/setup/default/user/create",
        "/camunda/api/admin/auth/user/default/login/tasklist",
        "/logout",
      })
  void anonymous_cannot_post(String path) throws Exception {
    assertThat(nobody().post(path, JSON, "{}").statusCode()).as(path).isIn(401, 403);
  }

  @Test
  void a_browser_is_sent_to_the_login_page() throws Exception {
    HttpResponse<String> answer =
        nobody().get("/camunda/app/tasklist/default/", "Accept", "text/html");
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/login");
  }

  @Test
  void the_login_page_and_the_health_address_are_open() throws Exception {
    assertThat(nobody().get("/login").body()).contains("Anmeldename", "lang=\"de\"");
    assertThat(nobody().get("/login-assets/login.css").statusCode()).isEqualTo(200);
    assertThat(nobody().get("/actuator/health").body()).contains("UP").doesNotContain("database");
  }

  @Test
  void a_page_that_is_not_there_says_so_in_german() throws Exception {
    HttpResponse<String> answer = loggedIn("technik").get("/gibt-es-nicht", "Accept", "text/html");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("lang=\"de\"", "Diese Seite gibt es nicht");
  }

  @Test
  void a_wrong_password_leads_back_to_the_login_page() throws Exception {
    HttpResponse<String> answer = nobody().logIn("schule-0002", "wrong-Password-1");
    assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/login?fehler");
  }

  @Test
  void a_login_without_csrf_token_is_refused() throws Exception {
    HttpResponse<String> answer =
        nobody()
            .post(
                "/login",
                "application/x-www-form-urlencoded",
                "username=technik&password=" + PASSWORD);
    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @Test
  void a_school_starts_in_the_tasklist_and_staff_on_the_control_page() throws Exception {
    assertThat(nobody().logIn("schule-0001", PASSWORD).headers().firstValue("Location").orElse(""))
        .endsWith("/camunda/app/tasklist/default/");
    assertThat(nobody().logIn("technik", PASSWORD).headers().firstValue("Location").orElse(""))
        .endsWith("/");
  }

  @Test
  void one_login_opens_camundas_pages_too() throws Exception {
    HttpUser school = loggedIn("schule-0001").openTasklist();
    assertThat(school.json("/camunda/api/admin/auth/user/default").path("userId").asText())
        .isEqualTo("schule-0001");
  }

  @Test
  void logging_out_in_the_tasklist_ends_the_whole_session() throws Exception {
    HttpUser school = loggedIn("schule-0001").openTasklist();
    assertThat(school.camunda("/camunda/api/admin/auth/user/default/logout", "").statusCode())
        .isEqualTo(200);
    assertThat(school.get("/forms-assets/forms.js").statusCode()).isEqualTo(401);
    assertThat(school.get("/camunda/api/engine/engine/default/task").statusCode()).isEqualTo(401);
  }

  @Test
  void a_school_sees_neither_control_page_nor_plans() throws Exception {
    HttpUser school = loggedIn("schule-0001");
    assertThat(school.get("/").statusCode()).isEqualTo(403);
    assertThat(school.get("/api/migrations").statusCode()).isEqualTo(403);
  }

  @Test
  void the_second_login_of_camunda_is_closed_to_everybody() throws Exception {
    HttpUser admin = loggedIn("admin").openTasklist();
    assertThat(
            admin.camunda("/camunda/api/admin/auth/user/default/login/tasklist", "").statusCode())
        .isEqualTo(403);
  }

  @Test
  void the_engines_interface_is_closed_even_for_the_administrator() throws Exception {
    String admin = HttpUser.basic("admin", PASSWORD);
    assertThat(nobody().get("/engine-rest/user", "Authorization", admin).statusCode())
        .isEqualTo(403);
    assertThat(
            nobody()
                .post(
                    "/engine-rest/external-task/fetchAndLock",
                    JSON,
                    "{\"workerId\":\"w\",\"maxTasks\":1,\"topics\":[]}",
                    "Authorization",
                    admin)
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void a_worker_fetches_a_task_by_long_polling_and_completes_it() throws Exception {
    String account = HttpUser.basic(worker.user(), worker.password());
    HttpUser http = nobody();
    var waiting =
        java.util.concurrent.CompletableFuture.supplyAsync(
            () -> {
              try {
                return http.post(
                    "/engine-rest/external-task/fetchAndLock",
                    JSON,
                    """
                    {"workerId":"w1","maxTasks":1,"asyncResponseTimeout":20000,
                     "topics":[{"topicName":"doors-ping","lockDuration":10000}]}""",
                    "Authorization",
                    account);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    engine.getRuntimeService().startProcessInstanceByKey("work");
    HttpResponse<String> fetched = waiting.get(30, java.util.concurrent.TimeUnit.SECONDS);
    assertThat(fetched.statusCode()).isEqualTo(200);
    String id =
        new com.fasterxml.jackson.databind.ObjectMapper()
            .readTree(fetched.body())
            .path(0)
            .path("id")
            .asText();
    String task = "/engine-rest/external-task/" + id;
    assertThat(post(account, task + "/extendLock", "{\"workerId\":\"w1\",\"newDuration\":5000}"))
        .isEqualTo(204);
    assertThat(
            post(
                account,
                task + "/failure",
                "{\"workerId\":\"w1\",\"retries\":1,\"retryTimeout\":0,\"errorMessage\":\"x\"}"))
        .isEqualTo(204);
    assertThat(post(account, task + "/unlock", "")).isEqualTo(204);
    assertThat(
            post(
                account,
                "/engine-rest/external-task/fetchAndLock",
                "{\"workerId\":\"w1\",\"maxTasks\":1,\"topics\":[{\"topicName\":\"doors-ping\",\"lockDuration\":10000}]}"))
        .isEqualTo(200);
    assertThat(
            post(
                account,
                task + "/complete",
                "{\"workerId\":\"w1\",\"variables\":{\"findings\":{\"value\":0,\"type\":\"Integer\"}}}"))
        .isEqualTo(204);
    assertThat(
            engine
                .getRuntimeService()
                .createProcessInstanceQuery()
                .processDefinitionKey("work")
                .count())
        .isZero();
  }

  private int post(String account, String path, String body) throws Exception {
    return nobody().post(path, JSON, body, "Authorization", account).statusCode();
  }

  @Test
  void the_worker_can_do_nothing_else() throws Exception {
    String account = HttpUser.basic(worker.user(), worker.password());
    assertThat(nobody().get("/engine-rest/task", "Authorization", account).statusCode())
        .isEqualTo(403);
    assertThat(nobody().get("/api/migrations", "Authorization", account).statusCode())
        .isEqualTo(403);
    HttpUser browser = nobody();
    browser.logIn(worker.user(), worker.password());
    assertThat(browser.get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(403);
  }

  @Test
  void a_change_by_session_needs_a_csrf_token() throws Exception {
    assertThat(loggedIn("technik").post("/api/migrations", JSON, "{}").statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
  void a_change_that_a_foreign_page_could_send_is_refused(String type) throws Exception {
    assertThat(
            nobody()
                .post(
                    "/api/migrations",
                    type,
                    "{}",
                    "Authorization",
                    HttpUser.basic("technik", PASSWORD))
                .statusCode())
        .isEqualTo(415);
  }

  @ParameterizedTest
  @CsvSource({
    "technik,422",
    "betreiber,422",
    "itm,403",
    "admin,403",
    "schule-0001,403",
  })
  void plans_are_handed_in_by_technik_and_betreiber_alone(String user, int status)
      throws Exception {
    String account = HttpUser.basic(user, PASSWORD);
    assertThat(nobody().post("/api/migrations", JSON, "{}", "Authorization", account).statusCode())
        .isEqualTo(status);
  }

  @Test
  void an_administrator_gives_no_move_up() throws Exception {
    HttpResponse<String> answer =
        nobody()
            .post(
                "/api/migrations/" + DoorsFixture.MOVE + "/abort",
                JSON,
                "{\"reason\": \"Probe\"}",
                "Authorization",
                HttpUser.basic("admin", PASSWORD));
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(loggedIn("admin").get("/umzuege/" + DoorsFixture.MOVE).body())
        .doesNotContain("/abbruch");
  }

  @Test
  void a_refusal_is_told_in_german_and_without_a_password_prompt() throws Exception {
    HttpResponse<String> answer = nobody().get("/api/migrations");
    assertThat(answer.body()).contains("Bitte melden Sie sich an.");
    assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
  }

  @Test
  void the_session_cookie_is_hidden_from_scripts_and_foreign_sites() throws Exception {
    assertThat(nobody().get("/login").headers().firstValue("Set-Cookie").orElse(""))
        .contains("HttpOnly", "SameSite=Lax");
  }

  @Test
  void our_pages_forbid_foreign_scripts_and_frames() throws Exception {
    assertThat(nobody().get("/login").headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'self'", "frame-ancestors 'none'");
  }

  @ParameterizedTest
  @CsvSource({
    "/login,base-uri 'none',same-origin",
    "/api/migrations,default-src 'none',no-referrer",
    "/engine-rest/task,default-src 'none',no-referrer",
    "/camunda/app/tasklist/default/,base-uri,same-origin",
  })
  void every_answer_says_what_it_may_be_used_for(String path, String policy, String referrer)
      throws Exception {
    HttpResponse<String> answer = loggedIn("technik").get(path);
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse("")).contains(policy);
    assertThat(answer.headers().firstValue("Referrer-Policy")).contains(referrer);
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }
}
