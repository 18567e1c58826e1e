package de.asvumzug.security;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import de.asvumzug.support.Browser;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.Assertions;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The Tasklist offers what a person may do and nothing else, and tells refusals in German. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TasklistOffersIT extends DoorsTestBase {
  private static final List<String> FOR_NOBODY =
      List.of(
          "Kommentar hinzufügen",
          "Fälligkeitsdatum festlegen",
          "Wiedervorlagedatum festlegen",
          "Gruppen hinzufügen",
          "Aufgabe erstellen",
          "Prozess starten",
          "Einen Filter erstellen");

  private Browser browser;

  @BeforeAll
  void openBrowser() {
    browser = new Browser("http://localhost:" + port);
  }

  @AfterEach
  void closeWindows() {
    browser.closeWindows();
  }

  @AfterAll
  void closeBrowser() {
    browser.close();
  }

  private Page takingTask(String user, String task) {
    Page page = browser.logIn(user, PASSWORD);
    Browser.openTasklist(page);
    Browser.takeTask(page, task);
    return page;
  }

  private static Locator visible(Page page, String text) {
    return page.getByText(text).filter(new Locator.FilterOptions().setVisible(true));
  }

  @Test
  void a_school_is_offered_its_form_and_nothing_that_it_may_not_do() {
    askSchools("0001");
    Page page = takingTask("schule-0001", "Termin abstimmen");
    Browser.keep(page, "angebot-schule");
    for (String text : FOR_NOBODY) {
      assertThat(visible(page, text)).hasCount(0);
    }
    assertThat(page.locator(".task-card .nav-tabs > li"))
        .hasText(new String[] {"Formular", "Beschreibung"});
    assertThat(page.locator(".instance-link")).isHidden();
  }

  @Test
  void technik_finds_diagram_and_history_besides() {
    waitingAt("confirmPreparation");
    Page page = takingTask("technik", "Vorarbeiten bestätigen");
    Browser.keep(page, "angebot-technik");
    for (String text : FOR_NOBODY) {
      assertThat(visible(page, text)).hasCount(0);
    }
    assertThat(page.locator(".task-card .nav-tabs > li"))
        .hasText(new String[] {"Formular", "Historie", "Diagramm", "Beschreibung"});
    assertThat(page.locator(".instance-link")).isVisible();
  }

  @Test
  void nothing_is_refused_while_a_school_takes_gives_back_and_answers() {
    askSchools("0001");
    List<String> refused = new CopyOnWriteArrayList<>();
    Page page = browser.logIn("schule-0001", PASSWORD);
    page.onResponse(
        answer -> {
          if (answer.status() >= 400) {
            refused.add(answer.status() + " " + answer.url());
          }
        });
    Browser.openTasklist(page);
    Browser.takeTask(page, "Termin abstimmen");
    page.locator(".unclaim").click();
    Browser.takeTask(page, "Termin abstimmen");
    page.getByLabel("Passt der Termin?").selectOption("true");
    Browser.completeButton(page).click();
    assertThat(page.locator("ol.tasks-list > li")).hasCount(0);
    Assertions.assertThat(refused).isEmpty();
  }

  @Test
  void who_claims_a_task_that_is_gone_is_told_so_in_german() {
    Task task = waitingAt("confirmPreparation");
    Page page = browser.logIn("technik", PASSWORD);
    Browser.openTasklist(page);
    page.locator("ol.tasks-list > li").first().click();
    page.locator("[data-asv-briefing][data-asv-ready]").waitFor();
    end(task.getProcessInstanceId());
    page.getByText("Diese Aufgabe übernehmen").click();
    Browser.keep(page, "verschwundene-aufgabe");
    assertThat(page.locator(".page-notifications"))
        .containsText("Diese Aufgabe hat inzwischen jemand erledigt");
    assertThat(page.locator(".page-notifications")).not().containsText("Message");
  }

  @Test
  void what_the_engine_says_in_english_is_told_in_german() {
    Task task = waitingAt("confirmPreparation");
    Page page = browser.logIn("technik", PASSWORD);
    Browser.openTasklist(page);
    page.route(
        "**/task/" + task.getId() + "/claim",
        route ->
            route.fulfill(
                new com.microsoft.playwright.Route.FulfillOptions()
                    .setStatus(403)
                    .setContentType("application/json")
                    .setBody(
                        """
                        {"type":"InvalidRequestException","message":"The user with id 'technik' does\
                         not have 'TASK_ASSIGN' permission on resource 'x' of type 'Task'."}""")));
    page.locator("ol.tasks-list > li").first().click();
    page.getByText("Diese Aufgabe übernehmen").click();
    assertThat(page.locator(".page-notifications"))
        .containsText("Das ging nicht. Bitte laden Sie die Seite neu");
    assertThat(page.locator(".page-notifications")).not().containsText("The user");
  }
}
