package de.asvumzug.security;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import de.asvumzug.plan.Migrations;
import de.asvumzug.support.Accessibility;
import de.asvumzug.support.Browser;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The running application for who asks for English. */
class EnglishIT extends DoorsTestBase {
  @Autowired private Migrations migrations;

  @BeforeEach
  void a_move_of_its_own() {
    if (migrations.find(TwoMoves.SOON).isEmpty()) {
      migrations.insert(TwoMoves.soon(), "technik");
    }
  }

  @Test
  void a_form_stays_german_below_an_english_navigation() throws Exception {
    String form = loggedIn("technik").get("/umzuege/neu", "Accept-Language", "en").body();

    assertThat(form)
        .contains("<html lang=\"de\"", "<h1>Neuer Umzug", "<header class=\"leiste\" lang=\"en\">");
  }

  @Test
  void programs_are_told_the_same_in_every_language() throws Exception {
    String address = "/api/migrations/" + TwoMoves.SOON;
    HttpUser technik = loggedIn("technik");

    assertThat(technik.get(address, "Accept-Language", "en").body())
        .contains("NOT_STARTED")
        .isEqualTo(technik.get(address, "Accept-Language", "de").body());
  }

  @Test
  void everybody_can_use_the_english_page_with_its_diagram() {
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page page = browser.logInSpeaking("en-GB", "technik", PASSWORD);
      for (int width : List.of(1280, 320)) {
        page.setViewportSize(width, 900);
        page.navigate("/umzuege/" + TwoMoves.SOON);
        Locator opens = page.locator(".zeichnung button.hinein");
        assertThat(opens.first()).hasText("open");

        Browser.keep(page, "umzug-englisch-" + width);
        Accessibility.check(page, "in English, " + width);
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
      }
    }
  }
}
