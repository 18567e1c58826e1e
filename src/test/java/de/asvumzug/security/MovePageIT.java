package de.asvumzug.security;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import de.asvumzug.notify.MigrationFixture;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Migrations;
import de.asvumzug.plan.Scope;
import de.asvumzug.support.Browser;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.TrailKind;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The page of one move, in the browser: its diagram, and that it stays fresh. */
class MovePageIT extends DoorsTestBase {
  private static final AtomicInteger NUMBERS = new AtomicInteger(211);

  /** A move ends with its process, so each test has its own. */
  private final String move = "U-2026-0" + NUMBERS.getAndIncrement();

  private final String page = "/umzuege/" + move;

  @Autowired private Migrations migrations;
  @Autowired private AuditTrail trail;
  private String instance;

  /** Its steps wait for a worker on site, which nobody plays here. */
  @BeforeEach
  void a_move_that_is_under_way() {
    migrations.insert(plan(move), "technik");
    instance =
        engine
            .getRuntimeService()
            .startProcessInstanceByKey("asv-migration", move, Map.of("migrationId", move))
            .getId();
  }

  private static Migration plan(String move) {
    Migration soon = TwoMoves.soon(move);
    Migration whole = MigrationFixture.of();
    return new Migration(
        move,
        "Umzug Erlenhof",
        Scope.ALL,
        DoorsFixture.installation("nord-alt", "10.41.42.43", "2.13.480"),
        DoorsFixture.installation("nord-neu", "10.41.42.44", "2.14.12"),
        soon.schools(),
        soon.window(),
        whole.packages(),
        List.of(),
        whole.options(),
        soon.contacts());
  }

  @AfterEach
  void no_more_of_it() {
    end(instance);
  }

  @Test
  void the_diagram_shows_what_runs_and_opens_what_is_called() {
    List<String> complaints = new ArrayList<>();
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page page = browser.logIn("technik", PASSWORD);
      page.onConsoleMessage(
          message -> {
            if (message.type().equals("error")) {
              complaints.add(message.text());
            }
          });
      page.navigate(this.page);
      Locator diagram = page.locator(".diagramm");
      assertThat(
              diagram.locator(
                  "[data-element-id=prepare].stand-RUNNING, [data-element-id=prepare].stand-WAITING, [data-element-id=prepare].stand-FAILED"))
          .isVisible();
      Browser.keep(page, "umzug-diagramm");
      diagram
          .getByRole(
              AriaRole.BUTTON,
              new Locator.GetByRoleOptions().setName("Vorarbeiten durchführen öffnen"))
          .click();
      assertThat(diagram.locator("[data-element-id=loadPlan].stand-ENDED")).isVisible();
      Browser.keep(page, "umzug-diagramm-innen");
    }
    assertThat(complaints).isEmpty();
  }

  @Test
  void a_new_line_of_the_trail_stands_there_without_a_reload() {
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page page = browser.logIn("technik", PASSWORD);
      page.navigate(this.page);
      page.locator(".stand-ENDED, .stand-RUNNING, .stand-WAITING, .stand-FAILED").first().waitFor();

      note("Neu seit eben");

      page.getByText("Neu seit eben").waitFor(new Locator.WaitForOptions().setTimeout(8_000));
    }
  }

  @Test
  void a_page_that_nobody_sees_holds_no_connection_and_is_fresh_when_it_is_seen_again() {
    List<String> asked = new ArrayList<>();
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page page = browser.logIn("technik", PASSWORD);
      page.onRequestFinished(request -> asked.add(request.url()));
      page.onRequestFailed(request -> asked.add(request.url()));
      page.navigate(this.page);
      page.locator(".stand-RUNNING, .stand-WAITING, .stand-FAILED").first().waitFor();

      seen(page, false);
      page.waitForCondition(() -> asked.stream().anyMatch(url -> url.endsWith("/aenderungen")));
      note("Neu im Verborgenen");
      seen(page, true);

      page.getByText("Neu im Verborgenen").waitFor(new Locator.WaitForOptions().setTimeout(8_000));
    }
  }

  private void note(String text) {
    trail.append(
        new AuditEvent(move, TrailKind.NOTE, AuditEvent.SYSTEM, null, null, null, text, Map.of()));
  }

  private static void seen(Page page, boolean seen) {
    page.evaluate(
        "hidden => { Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});"
            + " document.dispatchEvent(new Event('visibilitychange')); }",
        !seen);
  }

  @Test
  void a_model_that_is_not_there_is_not_found() throws Exception {
    HttpResponse<String> answer =
        loggedIn("technik").get(page + "/modelle/nothing", "Accept", "application/xml");

    assertThat(answer.statusCode()).isEqualTo(404);
  }
}
