package de.asvumzug.security;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import de.asvumzug.plan.Migrations;
import de.asvumzug.support.Browser;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.TrailReader;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The trail on a move's page, in the browser. */
class TrailPageIT extends DoorsTestBase {
  @Autowired private Migrations migrations;
  @Autowired private AuditTrail trail;
  @Autowired private TrailReader reader;

  @BeforeEach
  void a_move_with_a_long_trail() {
    if (migrations.find(TwoMoves.SOON).isEmpty()) {
      migrations.insert(TwoMoves.soon(), "technik");
    }
    for (int n = reader.rows(TwoMoves.SOON).size(); n < 240; n++) {
      boolean command = n % 3 == 0;
      trail.append(
          new AuditEvent(
              TwoMoves.SOON,
              command ? TrailKind.COMMAND : TrailKind.NOTE,
              "system",
              "checkSource",
              n % 2 == 0 ? "0001" : null,
              "ost-alt",
              command ? "systemctl is-active asv-" + n : "Hinweis " + n,
              Map.of()));
    }
  }

  @Test
  void people_turn_pages_unfold_commands_and_search_for_words() {
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page page = browser.logIn("technik", PASSWORD);
      page.navigate("/umzuege/" + TwoMoves.SOON);
      Locator section = page.locator("section.protokoll");
      Locator rows = section.locator("tbody tr");
      assertThat(rows).hasCount(100);
      assertThat(section.getByText("systemctl")).hasCount(0);
      page.setViewportSize(320, 900);
      assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(320);
      page.setViewportSize(1280, 900);

      section.getByRole(AriaRole.LINK, role("Ältere Zeilen")).click();
      assertThat(section.getByRole(AriaRole.LINK, role("Neuere Zeilen"))).isVisible();
      section.getByText("Befehle zeigen").click();
      assertThat(rows).hasCount(100);
      assertThat(section.getByText("systemctl is-active asv-237")).isVisible();

      section.getByLabel("Worte").fill("Hinweis 23");
      section.getByRole(AriaRole.BUTTON).click();
      assertThat(rows).hasCount(8);
      assertThat(section.getByLabel("Worte")).hasValue("Hinweis 23");
      // Of the whole page: the section itself is replaced whenever the move goes on.
      Browser.keep(page, "protokoll");
    }
  }

  private static Locator.GetByRoleOptions role(String name) {
    return new Locator.GetByRoleOptions().setName(name);
  }
}
