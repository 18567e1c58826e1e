package de.asvumzug.security;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import de.asvumzug.support.Browser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In which order a form of the Tasklist is read, and where its reader goes on. */
class FormReadingIT extends DoorsTestBase {
  private Browser browser;
  private Page page;

  @BeforeEach
  void a_school_checks_its_data() {
    waitingAt("recheckData");
    browser = new Browser("http://localhost:" + port);
    page = browser.logIn("schule-0001", PASSWORD);
    Browser.openTasklist(page);
    Browser.takeTask(page, "Daten prüfen");
  }

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  void figures_to_look_up_stand_below_the_question() {
    Locator question = page.getByLabel("Sind Ihre Daten vollständig?");
    Locator figures = page.locator("[data-asv-details] table").first();

    assertThat(figures.boundingBox().y).isGreaterThan(question.boundingBox().y);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Einzelheiten ansehen"))
        .click();
    assertThat(page.locator("[data-asv-details] h4").first()).isFocused();
  }

  @Test
  void the_focus_goes_on_at_the_list_when_a_task_is_done() {
    page.getByLabel("Sind Ihre Daten vollständig?").selectOption("true");
    Browser.completeButton(page).click();

    page.waitForFunction(
        "() => document.activeElement && document.activeElement.closest('ol.tasks-list')");
  }
}
