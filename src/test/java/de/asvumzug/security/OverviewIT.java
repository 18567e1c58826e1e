package de.asvumzug.security;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import de.asvumzug.plan.Migrations;
import de.asvumzug.support.Browser;
import de.asvumzug.web.overview.OverviewReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The list of moves in the browser, kept up to date by the running application. */
class OverviewIT extends DoorsTestBase {
  @Autowired private Migrations migrations;
  @Autowired private OverviewReader overview;

  @BeforeEach
  void a_move_of_its_own() {
    if (migrations.find(TwoMoves.SOON).isEmpty()) {
      migrations.insert(TwoMoves.soon(), "technik");
    }
    await().until(() -> overview.statuses().containsKey(TwoMoves.SOON));
  }

  @Test
  void follows_a_task_that_comes_up_is_taken_over_and_done() {
    engine
        .getRuntimeService()
        .startProcessInstanceByKey(
            "doors",
            TwoMoves.SOON,
            Map.of("migrationId", TwoMoves.SOON, "schools", List.of("0001")));
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page page = browser.logIn("technik", PASSWORD);
      row(page, "Schule 0001");

      Task task = taskOf("schule-0001");
      engine.getTaskService().claim(task.getId(), "schule-0001");
      row(page, "Schule 0001 (schule-0001)");

      end(task.getProcessInstanceId());
      row(page, "–");
    }
  }

  /** Looks until who is next stands there. */
  private static void row(Page page, String whom) {
    await()
        .pollInSameThread() // the browser is one thread's alone
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              page.navigate("/?suche=" + TwoMoves.SOON);
              assertThat(
                      page.locator("tbody tr td[data-kopf='Wer ist dran']").first().textContent())
                  .contains(whom);
            });
  }

  @Test
  void people_filter_by_site_and_come_back_to_all() {
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page page = browser.logIn("technik", PASSWORD);
      page.navigate("/");
      page.getByLabel("Suche").fill(TwoMoves.SOON);
      page.getByLabel("Standort").selectOption("zentrale");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Zeigen")).click();

      Locator rows = page.locator("tbody tr");
      assertThat(rows).hasCount(1);
      assertThat(rows.first()).containsText("Umzug Erlenhof");
      assertThat(page.getByLabel("Suche")).hasValue(TwoMoves.SOON);
      Browser.keep(page, "uebersicht");
      page.getByText("Filter aufheben").click();
      assertThat(page.getByLabel("Suche")).hasValue("");
    }
  }

  @Test
  void fits_a_narrow_window_and_keeps_its_table_for_screen_readers() {
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page page = browser.logIn("technik", PASSWORD);
      page.setViewportSize(320, 900);
      page.navigate("/");

      assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(320);
      assertThat(page.getByRole(AriaRole.COLUMNHEADER)).hasCount(7);
      assertThat(page.getByRole(AriaRole.ROWHEADER).first()).isVisible();
      Browser.keep(page, "uebersicht-schmal");
    }
  }
}
