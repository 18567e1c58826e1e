package de.asvumzug.security;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import de.asvumzug.plan.Migrations;
import de.asvumzug.support.Browser;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A school's own page, in the browser: may we work, and what is to be done. */
class SchoolPageIT extends DoorsTestBase {
  @Autowired private Migrations migrations;

  /** A move of which no other test plays a window. */
  @BeforeEach
  void one_move_of_two_schools() {
    if (migrations.find(TwoMoves.SOON).isEmpty()) {
      migrations.insert(TwoMoves.soon(), "technik");
    }
    engine
        .getRuntimeService()
        .startProcessInstanceByKey(
            "doors",
            TwoMoves.SOON,
            Map.of("migrationId", TwoMoves.SOON, "schools", List.of("0001", "0003")));
  }

  @Test
  void a_school_reads_whether_it_may_work_and_follows_its_task() {
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page page = browser.logIn("schule-0001", PASSWORD);
      page.navigate("/umzuege/" + TwoMoves.SOON);
      assertThat(page).hasURL("http://localhost:" + port + "/schule");
      Locator move = page.locator("article", new Page.LocatorOptions().setHasText(TwoMoves.SOON));
      assertThat(move.getByText("Darf ich mit ASV arbeiten?")).isVisible();
      assertThat(move.locator(".stand")).hasText("Ja");
      Browser.keep(page, "schule");
      move.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Termin abstimmen"))
          .click();
      assertThat(page)
          .hasURL(Pattern.compile(".*/schule/aufgaben/" + taskOf("schule-0001").getId()));
      assertThat(page.getByLabel("Ja, der Termin passt")).isVisible();
    }
  }

  @Test
  void the_numbers_before_and_after_fit_a_telephone() {
    Task task = waitingAt("recheckData");
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page page = browser.logIn("schule-0001", PASSWORD);
      page.setViewportSize(320, 900);
      page.navigate("/schule/aufgaben/" + task.getId());
      assertThat(page.getByRole(AriaRole.TABLE)).containsText("verschieden");
      assertThat((int) page.evaluate("document.documentElement.scrollWidth")).isLessThan(321);
      Browser.keep(page, "aufgabe-zahlen-320");
      Locator part = page.locator(".rollbar");
      assertThat((int) part.evaluate("node => node.scrollWidth - node.clientWidth"))
          .as("what is out of sight")
          .isZero();
      page.setViewportSize(1280, 900);
      Browser.keep(page, "aufgabe-zahlen-1280");
    }
  }

  @Test
  void an_answer_that_comes_too_late_is_given_back_to_its_writer() {
    Task task = waitingAt("recheckData");
    engine.getTaskService().setAssignee(task.getId(), "kollegin");
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page page = browser.logIn("schule-0001", PASSWORD);
      page.setViewportSize(320, 900);
      page.navigate("/schule/aufgaben/" + task.getId());
      assertThat(page.getByText("Diese Aufgabe hat kollegin übernommen")).isVisible();
      Browser.keep(page, "aufgabe-der-kollegin-320");
      page.getByLabel("Nein, etwas fehlt").check();
      page.getByLabel("Bemerkung").fill("Die Klasse 5b fehlt.");
      engine.getTaskService().complete(task.getId(), Map.of("dataComplete", true));
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Antwort abschicken"))
          .click();

      assertThat(page.getByText("Ihre Antwort wurde nicht übernommen")).isVisible();
      assertThat(page.getByText("Die Klasse 5b fehlt.")).isVisible();
      assertThat(page.getByText("Ja, alles ist da")).isVisible();
      assertThat(page.getByRole(AriaRole.HEADING, heading("Die Aufgabe ist erledigt"))).isFocused();
      assertThat((int) page.evaluate("document.documentElement.scrollWidth")).isLessThan(321);
      Browser.keep(page, "zu-spaet-320");
      page.setViewportSize(1280, 900);
      Browser.keep(page, "zu-spaet-1280");
    }
  }

  private static Page.GetByRoleOptions heading(String text) {
    return new Page.GetByRoleOptions().setName(text);
  }

  @Test
  void only_its_own_task_stands_there() throws Exception {
    String page = loggedIn("schule-0001").get("/schule", "Accept", "text/html").body();

    assertThat(page)
        .contains("/schule/aufgaben/" + taskOf("schule-0001").getId())
        .doesNotContain(taskOf("schule-0003").getId());
  }

  @Test
  void staff_is_led_to_the_control_page() throws Exception {
    assertThat(
            loggedIn("technik")
                .get("/schule", "Accept", "text/html")
                .headers()
                .firstValue("Location")
                .orElse(""))
        .endsWith("/");
  }
}
