package de.asvumzug.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import de.asvumzug.support.Browser;
import java.net.http.HttpResponse;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;

/** A mail's link to a task leads there, over a log-in too; a school reads pages, not JSON. */
class TaskLinkIT extends DoorsTestBase {

  private Task schoolsTask() {
    return waitingAt("recheckData");
  }

  @Test
  void a_link_survives_the_log_in_in_the_browser() {
    Task task = schoolsTask();
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page page = browser.window();
      page.navigate("/aufgaben/" + task.getId());
      page.getByLabel("Anmeldename").fill("schule-0001");
      page.getByLabel("Kennwort").fill(PASSWORD);
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Anmelden")).click();

      page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(task.getName()))
          .first()
          .waitFor();
      assertThat(page.url()).endsWith("/schule/aufgaben/" + task.getId());
      Browser.keep(page, "mail-link-to-task");
    }
  }

  @Test
  void staff_follows_a_link_to_the_tasklist_over_the_log_in() {
    Task task = waitingAt("confirmPreparation");
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page page = browser.window();
      page.navigate("/aufgaben/" + task.getId());
      page.getByLabel("Anmeldename").fill("technik");
      page.getByLabel("Kennwort").fill(PASSWORD);
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Anmelden")).click();

      page.locator("[data-asv-briefing][data-asv-ready]").waitFor();
      assertThat(page.url()).contains("task=" + task.getId());
      assertThat(page.locator(".task-card h2, view.task header h2").first().textContent())
          .contains(task.getName());
    }
  }

  @Test
  void a_school_reaches_the_same_task_in_the_tasklist() {
    Task task = schoolsTask();
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page page = browser.logIn("schule-0001", PASSWORD);
      page.navigate("/aufgaben/" + task.getId());
      page.getByText("In der Aufgabenliste öffnen").click();

      page.locator("[data-asv-briefing][data-asv-ready]").waitFor();
      assertThat(page.url()).contains("task=" + task.getId());
    }
  }

  @Test
  void a_task_that_is_done_says_so_in_german() throws Exception {
    HttpResponse<String> page = page("schule-0001", "/aufgaben/gibt-es-nicht");

    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.body()).contains("nicht mehr offen", "Sie brauchen dafür nichts zu tun");
  }

  @Test
  void a_task_of_another_school_looks_like_one_that_is_done() throws Exception {
    assertThat(page("schule-0002", "/aufgaben/" + schoolsTask().getId()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void a_school_that_follows_the_link_to_a_move_gets_its_own_page() throws Exception {
    HttpResponse<String> page = page("schule-0001", "/umzuege/" + DoorsFixture.MOVE);

    assertThat(page.statusCode()).isEqualTo(302);
    assertThat(page.headers().firstValue("Location")).hasValue("/schule");
  }

  @Test
  void a_page_that_is_not_for_a_school_is_refused_on_a_page() throws Exception {
    for (String path : new String[] {"/sicherheit", "/umzuege/" + DoorsFixture.MOVE + "/abbruch"}) {
      HttpResponse<String> page = page("schule-0001", path);

      assertThat(page.statusCode()).as(path).isEqualTo(403);
      assertThat(page.headers().firstValue("Content-Type").orElse("")).contains("text/html");
      assertThat(page.body()).contains("<html lang=\"de\"", "nicht freigegeben");
    }
  }

  private HttpResponse<String> page(String user, String path) throws Exception {
    return loggedIn(user).get(path, "Accept", "text/html");
  }
}
