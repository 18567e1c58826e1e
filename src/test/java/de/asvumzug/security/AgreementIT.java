package de.asvumzug.security;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import de.asvumzug.common.GermanFormat;
import de.asvumzug.plan.Window;
import de.asvumzug.support.Browser;
import de.asvumzug.task.briefing.ProposedWindows;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** technik and schools find a window that fits everybody. */
class AgreementIT extends SchoolMoveTestBase {
  private static final String REASON = "Das neue Gerät kommt erst später.";

  /** From the first proposal to the agreement; two windows, then one of them and a new one. */
  @Test
  void a_window_is_found_with_few_questions() {
    long before = decisions();
    Window first = move.window();
    Window second = later(first);
    Window third = later(second);
    migrations.propose(move.id(), List.of(first, second), "technik");
    start("prepare", "readyToAgree");

    answer("0001", Map.of("agreed", true, "item_0", ticked(first), "item_1", ticked(second)));
    answer("0002", Map.of("agreed", false, "comment", "Zeugniskonferenzen"));
    Task proposal = waiting("proposeSchedule").get(0);
    complete(
        proposal,
        "technik",
        Map.of(
            "proposedStart", Date.from(second.start()),
            "proposedEnd", Date.from(second.end()),
            "proposedStart2", Date.from(third.start()),
            "proposedEnd2", Date.from(third.end()),
            "comment", REASON));

    assertThat(waiting("agreeSchedule")).hasSize(2);
    assertThat(mailTo(move.schools().get(0).mail(), "Neuer Terminvorschlag").replace("\u200B", ""))
        .contains(
            "Bisheriger Termin: " + GermanFormat.full(first.start()),
            "Neuer Termin 1: " + GermanFormat.full(second.start()),
            "Neuer Termin 2: " + GermanFormat.full(third.start()),
            ", von technik",
            "Grund: Das neue Gerät kommt erst später.");
    answer("0001", Map.of("agreed", false, "comment", "Nur der andere"));
    answer("0002", Map.of("agreed", true, "item_0", ticked(second)));

    complete(waiting("proposeSchedule").get(0), "technik", Map.of("choice", "1"));

    assertThat(waiting("agreeSchedule")).isEmpty();
    assertThat(waiting("proposeSchedule")).isEmpty();
    assertThat(migrations.get(move.id()).proposedWindows()).containsExactly(second);
    assertThat(decisions() - before).isEqualTo(2);
  }

  @Test
  void a_chosen_window_that_one_school_refused_is_asked_of_that_school_alone() {
    Window second = later(move.window());
    migrations.propose(move.id(), List.of(move.window(), second), "technik");
    start("prepare", "readyToAgree");
    answer("0001", Map.of("agreed", true, "item_0", ticked(move.window())));
    answer("0002", Map.of("agreed", true, "item_1", ticked(second)));

    complete(
        waiting("proposeSchedule").get(0),
        "technik",
        Map.of("choice", "2", "comment", "Anders geht es nicht."));

    assertThat(waiting("agreeSchedule"))
        .extracting(task -> engine.getTaskService().getVariable(task.getId(), "schoolNumber"))
        .containsExactly("0001");
    answer("0001", Map.of("agreed", true));
    assertThat(waiting("agreeSchedule")).isEmpty();
    assertThat(waiting("proposeSchedule")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4||Diesen Termin gibt es nicht",
        "eins||Diesen Termin gibt es nicht",
        "1|x|nur eines von beidem",
        "||neuer Beginn"
      })
  void a_choice_that_is_none_is_refused(String choice, String typed, String message) {
    migrations.propose(move.id(), List.of(move.window(), later(move.window())), "technik");
    start("prepare", "proposeSchedule");
    Map<String, Object> answers = new HashMap<>();
    if (choice != null) {
      answers.put("choice", choice);
    }
    if (typed != null) {
      answers.put("proposedStart", Date.from(later(move.window()).start()));
    }

    assertThatThrownBy(() -> complete(waiting("proposeSchedule").get(0), "technik", answers))
        .hasStackTraceContaining(message);
    assertThat(migrations.get(move.id()).proposedWindows()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"true, false, welche Termine passen", "false, true, antworten Sie bitte mit Ja"})
  void an_answer_that_contradicts_its_ticks_is_refused(
      boolean agreed, boolean tick, String message) {
    migrations.propose(move.id(), List.of(move.window(), later(move.window())), "technik");
    start("prepare", "readyToAgree");
    Map<String, Object> answers = new HashMap<>(Map.of("agreed", agreed, "comment", "weil"));
    if (tick) {
      answers.put("item_0", ticked(move.window()));
    }

    assertThatThrownBy(() -> answer("0001", answers)).hasStackTraceContaining(message);
    assertThat(count("select count(*) from umzug.vote")).isZero();
  }

  @Test
  void a_school_ticks_on_its_own_page_and_technik_chooses_in_the_tasklist() {
    Window second = later(move.window());
    migrations.propose(move.id(), List.of(move.window(), second), "technik");
    start("prepare", "readyToAgree");
    Task task = ofSchool("0001");
    answer("0002", Map.of("agreed", true, "item_1", ticked(second)));
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page school = browser.logIn("schule-0001", DoorsTestBase.PASSWORD);
      school.navigate("/schule/aufgaben/" + task.getId());
      school.getByLabel("Ja, der Termin passt").check();
      school.getByLabel(ProposedWindows.text(second)).check();
      Browser.keep(school, "zwei-termine");
      school.getByText("Antwort abschicken").click();
      await()
          .pollInSameThread()
          .until(() -> count("select count(*) from umzug.vote where school = '0001'") == 2);

      Page technik = browser.logIn("technik", DoorsTestBase.PASSWORD);
      Browser.openTasklist(technik);
      Browser.takeTask(technik, "Termin wählen oder neu vorschlagen");
      assertThat(technik.locator(".asv-form table").first()).containsText("passt nicht");
      Browser.keep(technik, "termin-waehlen");
      technik.getByLabel("Welcher Termin soll es sein?").selectOption("2");
      Browser.completeButton(technik).click();
      await().pollInSameThread().until(() -> waiting("proposeSchedule").isEmpty());
    }
    assertThat(migrations.get(move.id()).proposedWindows()).containsExactly(second);
    assertThat(waiting("agreeSchedule")).isEmpty();
  }

  /** How often a window was chosen or proposed. */
  private long decisions() {
    return count(
        "select count(*) from umzug.trail where kind = 'DECISION' and element = 'proposeSchedule'"
            + " and details::text like '%windowStartBefore%'");
  }

  private static Window later(Window window) {
    return new Window(
        window.start().plus(7, ChronoUnit.DAYS), window.end().plus(7, ChronoUnit.DAYS));
  }

  private static String ticked(Window window) {
    return "{\"key\":\"%s/%s\",\"answer\":\"accepted\"}".formatted(window.start(), window.end());
  }

  private Task ofSchool(String number) {
    return waiting("agreeSchedule").stream()
        .filter(
            task ->
                number.equals(engine.getTaskService().getVariable(task.getId(), "schoolNumber")))
        .findFirst()
        .orElseThrow();
  }

  private void answer(String school, Map<String, Object> answers) {
    complete(ofSchool(school), "schule-" + school, answers);
  }

  private void complete(Task task, String person, Map<String, Object> answers) {
    engine.getTaskService().setAssignee(task.getId(), person);
    engine.getTaskService().complete(task.getId(), answers);
  }
}
