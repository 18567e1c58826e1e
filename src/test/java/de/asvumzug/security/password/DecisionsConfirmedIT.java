package de.asvumzug.security.password;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.security.DoorsFixture;
import de.asvumzug.security.DoorsTestBase;
import de.asvumzug.security.HttpUser;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be taken back is decided with the password, not with an open page. */
class DecisionsConfirmedIT extends DoorsTestBase {
  private static final String TASK = "/camunda/api/engine/engine/default/task/";
  private static final String CONFIRM = "/kennwort/bestaetigung";
  private static final String JSON = "application/json";
  private static final String ASKED = "noch einmal Ihr Kennwort";
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private static HttpResponse<String> complete(HttpUser http, String task, String variables)
      throws Exception {
    return http.camunda(TASK + task + "/submit-form", "{\"variables\":{" + variables + "}}");
  }

  /** A task that the person has claimed. */
  private String taken(String user, String element) {
    String task = waitingAt(element).getId();
    engine.getTaskService().claim(task, user);
    return task;
  }

  private static int confirm(HttpUser http, String password) throws Exception {
    return http.post(CONFIRM, JSON, "{\"password\":\"" + password + "\"}").statusCode();
  }

  @Test
  void the_cut_over_is_released_with_the_password() throws Exception {
    String task = taken("technik", "releaseCutover");
    HttpUser technik = loggedIn("technik").openTasklist();
    HttpResponse<String> refused = complete(technik, task, "");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains(ASKED);
    assertThat(confirm(technik, "Falsches-Kennwort-1")).isEqualTo(403);
    assertThat(complete(technik, task, "").body()).contains(ASKED);
    assertThat(confirm(technik, PASSWORD)).isEqualTo(204);
    assertThat(complete(technik, task, "").body()).doesNotContain(ASKED);
  }

  @Test
  void one_password_is_for_one_decision() throws Exception {
    String first = taken("technik", "releaseCutover");
    HttpUser technik = loggedIn("technik").openTasklist();
    assertThat(confirm(technik, PASSWORD)).isEqualTo(204);
    complete(technik, first, "");
    String second = taken("technik", "releaseCutover");
    assertThat(complete(technik, second, "").body()).contains(ASKED);
  }

  @Test
  void a_step_is_let_out_with_the_password_of_the_second_person() throws Exception {
    String task = taken("technik2", "confirmSkip");
    HttpUser technik = loggedIn("technik2").openTasklist();
    assertThat(complete(technik, task, "").body()).contains(ASKED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"abort", "skip"})
  void an_incident_is_answered_so_with_the_password(String decision) throws Exception {
    String task = taken("technik", "handleIncident");
    HttpUser technik = loggedIn("technik").openTasklist();
    String answer = "\"decision\":{\"type\":\"String\",\"value\":\"" + decision + "\"}";
    assertThat(complete(technik, task, answer).body()).contains(ASKED);
    assertThat(engine.getTaskService().createTaskQuery().taskId(task).count()).isOne();
  }

  @Test
  void a_repetition_needs_no_password() throws Exception {
    String task = taken("technik", "handleIncident");
    HttpUser technik = loggedIn("technik").openTasklist();
    String answer = "\"decision\":{\"type\":\"String\",\"value\":\"retry\"}";
    assertThat(complete(technik, task, answer).body()).doesNotContain(ASKED);
  }

  @Test
  void nothing_is_aborted_on_the_page_with_a_wrong_password() throws Exception {
    String page = "/umzuege/" + DoorsFixture.MOVE + "/abbruch";
    HttpUser technik = loggedIn("technik");
    Matcher token = TOKEN.matcher(technik.get(page, "Accept", "text/html").body());
    assertThat(token.find()).isTrue();
    HttpResponse<String> answer =
        technik.post(
            page,
            "application/x-www-form-urlencoded",
            "reason=Probe&confirmed=true&password=falsch&_csrf=" + token.group(1));
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location").orElse("")).endsWith(page + "?kennwort");
  }

  @Test
  void nobody_confirms_without_being_logged_in() throws Exception {
    assertThat(confirm(nobody(), PASSWORD)).isEqualTo(401);
  }
}
