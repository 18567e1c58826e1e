package de.asvumzug.security;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import de.asvumzug.support.Browser;
import de.asvumzug.trail.TrailReader;
import java.net.http.HttpResponse;
import java.util.Map;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A task that a colleague has claimed can be taken over; four eyes are asked for at the claim. */
class TakeOverIT extends DoorsTestBase {
  @Autowired private TrailReader trail;

  private static HttpResponse<String> takeOver(HttpUser http, Task task) throws Exception {
    return http.post("/api/tasks/" + task.getId() + "/take-over", "application/json", "{}");
  }

  private String assignee(Task task) {
    return engine
        .getTaskService()
        .createTaskQuery()
        .taskId(task.getId())
        .singleResult()
        .getAssignee();
  }

  @Test
  void a_claimed_task_is_taken_over_in_the_browser() {
    Task task = waitingAt("confirmPreparation");
    engine.getTaskService().setAssignee(task.getId(), "technik");
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page page = browser.logIn("technik2", PASSWORD);
      page.navigate("/aufgaben/" + task.getId());
      page.getByText("Diese Aufgabe hat technik übernommen").waitFor();
      Browser.keep(page, "an-mich-ziehen");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("An mich ziehen"))
          .click();
      page.getByLabel("Die Vorarbeiten sind erledigt").waitFor();
      assertThat(page.getByText("Diese Aufgabe hat technik übernommen")).hasCount(0);
      assertThat(page.getByLabel("Die Vorarbeiten sind erledigt")).isEnabled();
    }
    assertThat(assignee(task)).isEqualTo("technik2");
  }

  @Test
  void a_free_task_is_taken_inside_its_form() {
    Task task = waitingAt("confirmPreparation");
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page page = browser.logIn("technik", PASSWORD);
      page.navigate("/aufgaben/" + task.getId());
      page.getByText("Diese Aufgabe hat noch niemand").waitFor();
      Browser.keep(page, "aufgabe-uebernehmen");
      page.getByRole(
              AriaRole.BUTTON,
              new Page.GetByRoleOptions().setName("Aufgabe übernehmen").setExact(true))
          .click();
      assertThat(page.getByLabel("Die Vorarbeiten sind erledigt")).isEnabled();
      assertThat(page.getByText("Diese Aufgabe hat noch niemand")).hasCount(0);
    }
    assertThat(assignee(task)).isEqualTo("technik");
  }

  @Test
  void the_offer_is_gone_when_the_task_was_taken_otherwise() {
    waitingAt("confirmPreparation");
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page page = browser.logIn("technik", PASSWORD);
      Browser.openTasklist(page);
      page.locator("ol.tasks-list > li").first().click();
      page.getByText("Diese Aufgabe hat noch niemand").waitFor();
      page.getByText("Diese Aufgabe übernehmen").click();
      assertThat(page.getByText("Diese Aufgabe hat noch niemand")).hasCount(0);
    }
  }

  @Test
  void it_stands_on_the_trail_under_the_name_of_who_took_it() throws Exception {
    Task task = waitingAt("confirmPreparation");
    engine.getTaskService().setAssignee(task.getId(), "technik");

    assertThat(takeOver(loggedIn("technik2"), task).statusCode()).isEqualTo(200);

    assertThat(trail.rows(DoorsFixture.MOVE))
        .filteredOn(row -> row.text().contains("an sich gezogen"))
        .last()
        .satisfies(row -> assertThat(row.actor()).isEqualTo("technik2"));
  }

  @Test
  void another_school_takes_nothing() throws Exception {
    Task task = waitingAt("recheckData");
    engine.getTaskService().setAssignee(task.getId(), "schule-0001");

    assertThat(takeOver(loggedIn("schule-0002"), task).statusCode()).isEqualTo(404);
    assertThat(assignee(task)).isEqualTo("schule-0001");
  }

  @Test
  void who_prepared_may_neither_claim_nor_take_over_the_release() throws Exception {
    Task preparation = waitingAt("confirmPreparation");
    engine.getTaskService().setAssignee(preparation.getId(), "technik");
    engine
        .getTaskService()
        .complete(preparation.getId(), Map.of("prepared", true, "oldSysLoginWorks", true));
    Task release =
        engine
            .getTaskService()
            .createTaskQuery()
            .processInstanceId(preparation.getProcessInstanceId())
            .singleResult();

    HttpUser technik = loggedIn("technik").openTasklist();
    HttpResponse<String> claim =
        technik.camunda(
            "/camunda/api/engine/engine/default/task/" + release.getId() + "/claim",
            "{\"userId\":\"technik\"}");
    assertThat(claim.statusCode()).isEqualTo(409);
    assertThat(new ObjectMapper().readTree(claim.body()).findValuesAsText("message").toString())
        .contains("Vier-Augen-Prinzip");
    HttpResponse<String> taken = takeOver(technik, release);
    assertThat(taken.statusCode()).isEqualTo(409);
    assertThat(taken.body()).contains("Vier-Augen-Prinzip");
    assertThat(assignee(release)).isNull();
  }

  @Test
  void who_claimed_a_task_gives_it_back() throws Exception {
    Task task = waitingAt("confirmPreparation");
    engine.getTaskService().setAssignee(task.getId(), "technik");
    HttpUser technik = loggedIn("technik").openTasklist();

    int status =
        technik
            .camunda("/camunda/api/engine/engine/default/task/" + task.getId() + "/unclaim", "{}")
            .statusCode();

    assertThat(status).isEqualTo(204);
    assertThat(assignee(task)).isNull();
  }
}
