package de.asvumzug.security;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import de.asvumzug.support.Browser;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a school says when it says no reaches technik, and technik's answer reaches the school: in
 * the real models, in a browser. Nobody else is asked again.
 */
class SchoolSaysNoIT extends SchoolMoveTestBase {
  private static final String WORDS = "Die Klasse 5b fehlt, und Zeugnisse sind leer.";
  private static final String ANSWER = "Klasse 5b ist nachgetragen, bitte noch einmal ansehen.";

  /** Everybody content, but the element and school that the test is about. */
  private void answerTheRest(String complaining) {
    for (String element : List.of("refreshApplicationData", "recheckData", "completeTenantData")) {
      for (Task task : waiting(element)) {
        String school = (String) engine.getTaskService().getVariable(task.getId(), "schoolNumber");
        if (school.equals("0001") && element.equals(complaining)) {
          return;
        }
        engine.getTaskService().setAssignee(task.getId(), "schule-" + school);
        engine
            .getTaskService()
            .complete(
                task.getId(),
                Map.of(
                    element.startsWith("refresh") ? "applicationDataRefreshed" : "dataComplete",
                    true));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "recheckData, Daten prüfen, Sind Ihre Daten vollständig?",
    "refreshApplicationData, Anwendungsdaten aktualisieren, Sind die Anwendungsdaten aktualisiert?",
    "completeTenantData, Daten nachpflegen, Sind die Daten nachgepflegt?",
  })
  void a_no_after_the_restore_reaches_technik_and_the_answer_the_school(
      String element, String name, String question) {
    start("finish", "readyForSchools");
    for (int i = 0; i < 3; i++) {
      answerTheRest(element);
    }
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page school = browser.logIn("schule-0001", DoorsTestBase.PASSWORD);
      Browser.takeTask(school, name);
      school.getByLabel(question).selectOption("false");
      school.getByLabel("Bemerkung").fill(WORDS);
      Browser.completeButton(school).click();
      await().until(() -> count("select count(*) from umzug.school_answer where not fine") == 1);
      for (int i = 0; i < 3; i++) {
        answerTheRest("");
      }
      assertThat(mailTo(move.contacts().technician().mail(), "Befunde beheben"))
          .contains(WORDS, name);

      Page technik = browser.logIn("technik", DoorsTestBase.PASSWORD);
      Browser.openTasklist(technik);
      Browser.takeTask(technik, "Befunde beheben");
      assertThat(technik.locator(".asv-form table").first()).containsText(WORDS);
      assertThat(technik.locator(".asv-form table").first()).containsText("schule-0001");
      Browser.keep(technik, "befunde-" + element);
      technik.getByLabel("Die Befunde sind behoben").check();
      technik.getByLabel("Was wurde getan?").fill(ANSWER);
      Browser.completeButton(technik).click();
      assertThat(technik.locator("ol.tasks-list > li")).hasCount(0);

      technik.navigate("/umzuege/" + move.id());
      assertThat(technik.locator("section[aria-labelledby=h-antworten]")).containsText(WORDS);
      Browser.keep(technik, "leitstand-" + element);

      assertThat(waiting(element)).hasSize(1);
      assertThat(engine.getTaskService().createTaskQuery().count()).isEqualTo(1);
      Page again = browser.logIn("schule-0001", DoorsTestBase.PASSWORD);
      Browser.takeTask(again, name);
      assertThat(again.locator(".asv-form")).containsText(WORDS);
      assertThat(again.locator(".asv-form")).containsText(ANSWER);
      Browser.keep(again, "noch-einmal-" + element);
      again.navigate("/schule/aufgaben/" + waiting(element).get(0).getId());
      assertThat(again.locator("dl.kasten-hinweis")).containsText(WORDS);
      assertThat(again.locator("dl.kasten-hinweis")).containsText(ANSWER);
      Browser.keep(again, "noch-einmal-eigene-seite-" + element);
      assertThat(mailTo(move.schools().get(0).mail(), "Noch einmal")).contains(name);
    }
  }

  @Test
  void a_refused_window_reaches_technik_and_the_remark_the_schools() {
    start("prepare", "readyToAgree");
    for (Task task : waiting("agreeSchedule")) {
      String school = (String) engine.getTaskService().getVariable(task.getId(), "schoolNumber");
      engine.getTaskService().setAssignee(task.getId(), "schule-" + school);
      engine
          .getTaskService()
          .complete(
              task.getId(),
              school.equals("0001")
                  ? Map.of("agreed", false, "comment", WORDS)
                  : Map.of("agreed", true));
    }
    assertThat(mailTo(move.contacts().technician().mail(), "Termin wählen oder neu vorschlagen"))
        .contains(WORDS);

    Task proposal = waiting("proposeSchedule").get(0);
    engine.getTaskService().setAssignee(proposal.getId(), "technik");
    Instant start = move.window().start().plus(7, ChronoUnit.DAYS);
    engine
        .getTaskService()
        .complete(
            proposal.getId(),
            Map.of(
                "proposedStart",
                Date.from(start),
                "proposedEnd",
                Date.from(start.plus(8, ChronoUnit.HOURS)),
                "comment",
                ANSWER));
    assertThat(mailTo(move.schools().get(1).mail(), "Neuer Terminvorschlag (2. Runde)"))
        .isNotBlank();
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page school = browser.logIn("schule-0002", DoorsTestBase.PASSWORD);
      Browser.takeTask(school, "Termin abstimmen");
      assertThat(school.locator(".asv-form")).containsText(ANSWER);
      assertThat(school.locator(".asv-form")).not().containsText(WORDS);
      Browser.keep(school, "neuer-termin");
    }
  }
}
