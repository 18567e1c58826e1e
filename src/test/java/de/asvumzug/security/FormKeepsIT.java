package de.asvumzug.security;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import de.asvumzug.support.Browser;
import java.util.Map;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is typed into a form is not lost, and the form says when it has become useless. */
@Tag("long")
class FormKeepsIT extends DoorsTestBase {
  private static final String WORDS = "In der Klasse 5b fehlen zwei Zeugnisse.";
  private Browser browser;

  @BeforeEach
  void openBrowser() {
    browser = new Browser("http://localhost:" + port);
  }

  @AfterEach
  void closeBrowser() {
    browser.close();
  }

  /** A school that has typed its No, and not sent it. */
  private Page typed(Task task) {
    Page page = browser.logIn("schule-0001", PASSWORD);
    Browser.takeTask(page, task.getName());
    page.getByLabel("Sind Ihre Daten vollständig?").selectOption("false");
    page.getByLabel("Bemerkung").fill(WORDS);
    return page;
  }

  @Test
  void words_are_there_again_after_the_page_was_loaded_anew() {
    Task task = waitingAt("recheckData");
    Page page = typed(task);

    page.reload();

    assertThat(page.getByLabel("Bemerkung")).hasValue(WORDS);
    assertThat(page.getByLabel("Sind Ihre Daten vollständig?")).hasValue("false");
    assertThat(Browser.completeButton(page)).isEnabled();
    Browser.completeButton(page).click();
    assertThat(page.locator("ol.tasks-list > li")).hasCount(0);
    assertThat(page.locator("body")).not().containsText(WORDS);
  }

  @Test
  void words_that_a_school_typed_in_the_tasklist_stand_on_its_own_page() {
    Task task = waitingAt("recheckData");
    Page page = typed(task);

    page.navigate("/aufgaben/" + task.getId());

    assertThat(page).hasURL(Pattern.compile(".*/schule/aufgaben/.*"));
    assertThat(page.getByLabel("Bemerkung")).hasValue(WORDS);
    assertThat(page.getByLabel("Nein, etwas fehlt oder stimmt nicht")).isChecked();
    page.getByText("Antwort abschicken").click();
    assertThat(page.getByRole(AriaRole.STATUS)).isFocused();
    org.assertj.core.api.Assertions.assertThat(page.evaluate("Object.keys(localStorage).join()"))
        .asString()
        .doesNotContain(task.getId());
  }

  @Test
  void words_are_there_again_after_another_tab_of_the_task() {
    Page page = typed(waitingAt("recheckData"));

    page.getByText("Beschreibung").last().click();
    page.getByText("Formular").first().click();

    assertThat(page.getByLabel("Bemerkung")).hasValue(WORDS);
  }

  @Test
  void an_ended_session_asks_for_the_log_in_and_comes_back_to_the_words() {
    Task task = waitingAt("recheckData");
    Page page = browser.window();
    page.clock().install();
    page.navigate("/aufgaben/" + task.getId());
    page.getByLabel("Anmeldename").fill("schule-0001");
    page.getByLabel("Kennwort").fill(PASSWORD);
    page.getByText("Anmelden").last().click();
    page.getByText("In der Aufgabenliste öffnen").click();
    page.getByText("Diese Aufgabe übernehmen").click();
    page.locator(".disabled-form")
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    page.getByLabel("Bemerkung").fill(WORDS);

    page.context().clearCookies();
    page.clock().fastForward(61_000);

    assertThat(page.getByText("Bitte melden Sie sich an")).isVisible();
    assertThat(page.getByText("auf diesem Rechner aufgehoben")).isVisible();
    Browser.keep(page, "sitzung-beendet");
    page.getByLabel("Anmeldename").fill("schule-0001");
    page.getByLabel("Kennwort").fill(PASSWORD);
    page.getByText("Anmelden").last().click();
    assertThat(page.getByLabel("Bemerkung")).hasValue(WORDS);
  }

  @Test
  void a_task_that_somebody_else_has_done_says_so() {
    Task task = waitingAt("recheckData");
    Page page = typed(task);
    engine.getTaskService().complete(task.getId(), Map.of("dataComplete", true));

    Browser.completeButton(page).click();

    assertThat(page.locator("[data-asv-trouble]")).containsText("inzwischen jemand erledigt");
  }
}
