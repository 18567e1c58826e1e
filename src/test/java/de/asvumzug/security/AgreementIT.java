package de.asvumzug.security;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import de.asvumzug.AsvUmzugApplication;
import de.asvumzug.common.GermanFormat;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Migrations;
import de.asvumzug.plan.PlanStore;
import de.asvumzug.plan.Window;
import de.asvumzug.support.Browser;
import de.asvumzug.support.TestDatabase;
import de.asvumzug.task.briefing.ProposedWindows;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngines;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** technik and schools find a window that fits everybody. */
@SpringBootTest(
    classes = AsvUmzugApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "asv.security.secure-cookies=false",
      "asv.security.change-first-password=false",
      "asv.users[0].id=technik",
      "asv.users[0].password=" + DoorsTestBase.PASSWORD,
      "asv.users[0].groups=technik",
      "asv.users[1].id=schule-0001",
      "asv.users[1].password=" + DoorsTestBase.PASSWORD,
      "asv.users[1].groups=schule-0001",
      "asv.users[2].id=schule-0002",
      "asv.users[2].password=" + DoorsTestBase.PASSWORD,
      "asv.users[2].groups=schule-0002",
      "asv.users[3].id=admin",
      "asv.users[3].password=" + DoorsTestBase.PASSWORD,
      "asv.users[3].groups=camunda-admin",
    })
@Tag("long")
class AgreementIT {
  private static final String REASON = "Das neue Gerät kommt erst später.";

  @Autowired private ProcessEngine engine;
  @Autowired private Migrations migrations;
  @Autowired private JdbcTemplate jdbc;
  @LocalServerPort private int port;
  private Migration move;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    TestDatabase.fresh(registry);
  }

  @BeforeEach
  void storePlan() {
    ProcessEngines.registerProcessEngine(engine);
    move = new PlanStore().acceptGoodPlan();
    if (migrations.find(move.id()).isEmpty()) {
      migrations.insert(move, "technik");
    }
  }

  @AfterEach
  void end() {
    engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .rootProcessInstances()
        .list()
        .forEach(
            one ->
                engine
                    .getRuntimeService()
                    .deleteProcessInstanceIfExists(one.getId(), "test", false, true, false, false));
    for (String table : List.of("school_answer", "vote", "reply", "mail")) {
      jdbc.update("delete from umzug." + table);
    }
  }

  private void start(String model, String element) {
    engine
        .getRuntimeService()
        .createProcessInstanceByKey(model)
        .businessKey(move.id())
        .setVariables(Map.of("migrationId", move.id(), "route", "TENANTS"))
        .startBeforeActivity(element)
        .execute();
  }

  private List<Task> waiting(String element) {
    return engine
        .getTaskService()
        .createTaskQuery()
        .processInstanceBusinessKey(move.id())
        .taskDefinitionKey(element)
        .list();
  }

  private long count(String sql) {
    return jdbc.queryForObject(sql, Long.class);
  }

  private String mailTo(String group, String task) {
    return jdbc.queryForObject(
        "select string_agg(subject || E'\\n' || body_text, E'\\n') from umzug.mail where event = 'TASK_WAITING' and subject like ? and recipient = ?",
        String.class,
        "%" + task + "%",
        group);
  }

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
