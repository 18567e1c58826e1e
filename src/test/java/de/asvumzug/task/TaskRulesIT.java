package de.asvumzug.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import de.asvumzug.check.tenant.Gap;
import de.asvumzug.check.tenant.GapRepository;
import de.asvumzug.security.DoorsFixture;
import de.asvumzug.security.DoorsFixture.Notebook;
import de.asvumzug.security.DoorsTestBase;
import de.asvumzug.step.incident.ExpectedEnds;
import de.asvumzug.trail.TrailReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.runtime.ProcessInstanceQuery;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The rules hold in the engine's transaction, whichever way a task is completed. */
class TaskRulesIT extends DoorsTestBase {
  @Autowired private Notebook notebook;
  @Autowired private TrailReader trail;
  @Autowired private JdbcClient database;
  @Autowired private GapRepository gaps;
  @Autowired private DoorsFixture.Checked checked;

  @BeforeEach
  void emptyNotebook() {
    notebook.lines().clear();
  }

  @Test
  void a_task_is_completed_by_its_assignee_only() {
    Task task = waitingAt("confirmPreparation");
    refused(
        () -> engine.getTaskService().complete(task.getId(), Map.of("prepared", true)),
        "übernehmen Sie die Aufgabe");
    assertThat(still(task)).isTrue();
  }

  @Test
  void a_confirmation_is_needed() {
    Task task = waitingAt("confirmPreparation");
    refused(() -> complete(task, "technik", Map.of()), "Vorarbeiten sind erledigt");
    assertThat(still(task)).isTrue();
  }

  @Test
  void the_cutover_is_released_by_a_second_person() {
    Task preparation = waitingAt("confirmPreparation");
    complete(preparation, "technik", Map.of("prepared", true, "oldSysLoginWorks", true));
    Task release = next(preparation);
    refused(() -> complete(release, "technik", Map.of("released", true)), "Vier-Augen-Prinzip");
    assertThat(still(release)).isTrue();
    complete(release, "technik2", Map.of("released", true));
    assertThat(still(release)).isFalse();
  }

  @Test
  void without_a_login_as_sys_on_the_old_server_the_preparation_stays_open() {
    Task task = waitingAt("confirmPreparation");
    refused(
        () -> complete(task, "technik", Map.of("prepared", true, "oldSysLoginWorks", false)),
        "Ersatzkennwort");
    refused(() -> complete(task, "technik", Map.of("prepared", true)), "Anmeldung als sys");
    assertThat(still(task)).isTrue();
  }

  @Test
  void the_cutover_is_not_released_on_checks_of_the_day_before_yesterday() {
    Task preparation = waitingAt("confirmPreparation");
    complete(preparation, "technik", Map.of("prepared", true, "oldSysLoginWorks", true));
    Task release = next(preparation);
    checked.at = Instant.now().minus(Duration.ofHours(25));
    try {
      refused(
          () -> complete(release, "technik2", Map.of("released", true)), "Prüfungen wiederholen");
    } finally {
      checked.at = Instant.now();
    }
    assertThat(still(release)).isTrue();
  }

  @Test
  void a_skip_is_confirmed_by_a_second_person() {
    Task incident = troubleWith("updateClients");
    complete(incident, "technik", Map.of("decision", "skip", "reason", "schon erledigt"));
    Task skip = next(incident);
    assertThat(engine.getTaskService().getVariables(skip.getId()))
        .containsEntry("decidedBy", "technik")
        .containsEntry("reason", "schon erledigt");
    refused(() -> complete(skip, "technik", Map.of("skipConfirmed", true)), "Vier-Augen-Prinzip");
    complete(skip, "technik2", Map.of("skipConfirmed", true));
    assertThat(still(skip)).isFalse();
  }

  @Test
  void a_decision_other_than_the_four_is_refused() {
    Task task = waitingAt("handleIncident");
    refused(
        () -> complete(task, "technik", Map.of("decision", "ignore", "reason", "egal")),
        "Bitte wählen Sie");
  }

  @Test
  void a_machine_is_not_out_of_use_where_the_move_goes_forward() {
    Task task = troubleWith("stopTarget");
    refused(
        () ->
            complete(
                task,
                "technik",
                Map.of("decision", "outOfUse", "howOff", "power", "reason", "abgebrannt")),
        "wenn der Umzug zurückgenommen wird");
    assertThat(still(task)).isTrue();
  }

  @Test
  void skipping_needs_a_reason() {
    Task task = troubleWith("updateClients");
    refused(() -> complete(task, "technik", Map.of("decision", "skip")), "Begründung");
  }

  @Test
  void a_step_that_makes_the_move_safe_may_not_be_skipped() {
    Task task = troubleWith("guardSource");
    refused(
        () -> complete(task, "technik", Map.of("decision", "skip", "reason", "keine Zeit")),
        "darf nicht übersprungen werden");
    assertThat(still(task)).isTrue();
  }

  @Test
  void retrying_needs_no_reason() {
    Task task = waitingAt("handleIncident");
    complete(task, "technik", Map.of("decision", "retry"));
    assertThat(still(task)).isFalse();
  }

  @Test
  void going_on_beyond_the_window_names_the_new_expected_end() {
    Task task = overrun(true);
    Map<String, Object> goOn = Map.of("decision", "goOn", "comment", "Gleich fertig");
    refused(() -> complete(task, "technik", goOn), "neues erwartetes Ende");
    refused(() -> complete(task, "technik", ending(goOn, Duration.ofMinutes(-1))), "Vergangenheit");
    refused(() -> complete(task, "technik", ending(goOn, Duration.ofDays(8))), "sieben Tage");
    complete(task, "technik", ending(goOn, Duration.ofHours(2)));
    assertThat(still(task)).isFalse();
  }

  @Test
  void a_task_of_an_older_model_has_no_field_for_the_new_end() {
    Task task = overrun(false);
    complete(task, "technik", Map.of("decision", "goOn", "comment", "Gleich fertig"));
    assertThat(still(task)).isFalse();
  }

  private Task overrun(boolean asks) {
    Map<String, Object> variables = new HashMap<>(Map.of("migrationId", DoorsFixture.MOVE));
    if (asks) {
      variables.put(ExpectedEnds.ASKED, true);
    }
    String instance =
        engine
            .getRuntimeService()
            .startProcessInstanceByKey("overrun", DoorsFixture.MOVE, variables)
            .getId();
    return engine.getTaskService().createTaskQuery().processInstanceId(instance).singleResult();
  }

  /** A mail of one may be on its way in the same moment. */
  @AfterEach
  void endOverruns() {
    await()
        .ignoreExceptionsInstanceOf(ProcessEngineException.class)
        .until(
            () -> {
              overruns()
                  .list()
                  .forEach(
                      one ->
                          engine
                              .getRuntimeService()
                              .deleteProcessInstanceIfExists(
                                  one.getId(), "end of test", true, true, true, true));
              return overruns().count() == 0;
            });
  }

  private ProcessInstanceQuery overruns() {
    return engine.getRuntimeService().createProcessInstanceQuery().processDefinitionKey("overrun");
  }

  private static Map<String, Object> ending(Map<String, Object> answers, Duration ahead) {
    Map<String, Object> all = new HashMap<>(answers);
    all.put(ExpectedEnds.END, Date.from(Instant.now().plus(ahead)));
    return all;
  }

  @Test
  void a_window_in_the_past_is_refused() {
    Task task = waitingAt("proposeSchedule");
    refused(() -> complete(task, "technik", window(Duration.ofHours(-2), 4)), "Vergangenheit");
  }

  @Test
  void a_window_ends_after_it_starts() {
    Task task = waitingAt("proposeSchedule");
    refused(() -> complete(task, "technik", window(Duration.ofDays(2), -1)), "nach dem neuen");
  }

  @Test
  void a_window_is_typed_as_dates() {
    Task task = waitingAt("proposeSchedule");
    refused(
        () ->
            complete(
                task, "technik", Map.of("proposedStart", "morgen", "proposedEnd", "übermorgen")),
        "Datum und Uhrzeit");
  }

  @Test
  void a_good_window_is_taken() {
    Task task = waitingAt("proposeSchedule");
    Map<String, Object> window = window(Duration.ofDays(2), 12);
    complete(task, "technik", window);
    assertThat(still(task)).isFalse();
    String start = ((Date) window.get("proposedStart")).toInstant().toString();
    assertThat(notebook.lines()).contains(String.join("|", DoorsFixture.MOVE, start, "technik"));
  }

  private static Map<String, Object> window(Duration ahead, int hours) {
    Instant start = Instant.now().plus(ahead);
    return Map.of(
        "proposedStart", Date.from(start),
        "proposedEnd", Date.from(start.plus(Duration.ofHours(hours))));
  }

  @Test
  void a_schools_vote_is_recorded() {
    askSchools("0001", "0002");
    complete(taskOf("schule-0001"), "schule-0001", Map.of("agreed", true));
    complete(
        taskOf("schule-0002"), "schule-0002", Map.of("agreed", false, "comment", "Zeugniswoche"));
    assertThat(notebook.lines())
        .containsExactly(
            DoorsFixture.MOVE + "|0001|schule-0001|true|",
            DoorsFixture.MOVE + "|0002|schule-0002|false|Zeugniswoche");
  }

  @Test
  void one_schools_vote_does_not_stand_for_another() {
    askSchools("0001", "0002");
    complete(taskOf("schule-0001"), "schule-0001", Map.of("agreed", true));
    Task other = taskOf("schule-0002");
    refused(() -> complete(other, "schule-0002", Map.of()), "Passt der Termin?");
    assertThat(engine.getTaskService().getVariable(other.getId(), "agreed")).isNull();
  }

  @Test
  void nobody_votes_for_another_school() {
    askSchools("0001", "0002");
    Task task = taskOf("schule-0001");
    refused(
        () -> complete(task, "schule-0001", Map.of("agreed", true, "schoolNumber", "0002")),
        "fragt nicht nach „schoolNumber“");
    engine.getTaskService().setVariable(task.getId(), "schoolNumber", "0002");
    refused(
        () -> complete(task, "schule-0001", Map.of("agreed", true)),
        "gehört nicht zur Schule 0002");
    assertThat(notebook.lines()).isEmpty();
  }

  @Test
  void one_schools_answer_about_its_data_does_not_stand_for_another() {
    workWithSchools("0001", "0002");
    complete(taskOf("schule-0001"), "schule-0001", Map.of("dataComplete", true, "comment", "gut"));
    complete(taskOf("schule-0001"), "schule-0001", Map.of("dataComplete", false, "comment", "nie"));
    Task other = taskOf("schule-0002");
    assertThat(engine.getTaskService().getVariable(other.getId(), "dataComplete")).isNull();
    assertThat(engine.getTaskService().getVariable(other.getId(), "comment")).isNull();
    refused(() -> complete(other, "schule-0002", Map.of()), "Sind Ihre Daten vollständig?");
    complete(other, "schule-0002", Map.of("dataComplete", true));
    Task last = taskOf("schule-0002");
    assertThat(last.getTaskDefinitionKey()).isEqualTo("completeTenantData");
    assertThat(engine.getTaskService().getVariable(last.getId(), "dataComplete")).isNull();
    refused(() -> complete(last, "schule-0002", Map.of()), "Sind die Daten nachgepflegt?");
  }

  @Test
  void what_a_school_answers_while_the_other_schools_task_is_open_stays_its_own() {
    workWithSchools("0001", "0002");
    Task open = taskOf("schule-0002");
    complete(taskOf("schule-0001"), "schule-0001", Map.of("dataComplete", true, "comment", "gut"));
    complete(taskOf("schule-0001"), "schule-0001", Map.of("dataComplete", false, "comment", "nie"));
    assertThat(engine.getTaskService().getVariables(open.getId()))
        .containsEntry("dataComplete", null)
        .containsEntry("comment", null)
        .containsEntry("schoolNumber", "0002");
    assertThat(engine.getRuntimeService().getVariables(open.getProcessInstanceId()))
        .doesNotContainKeys("dataComplete", "comment");
  }

  @Test
  void a_no_needs_words() {
    askSchools("0001");
    Task task = taskOf("schule-0001");
    refused(() -> complete(task, "schule-0001", Map.of("agreed", false)), "Warum passt der Termin");
    assertThat(notebook.lines()).isEmpty();
  }

  @Test
  void an_endless_comment_is_refused() {
    askSchools("0001");
    Task task = taskOf("schule-0001");
    refused(
        () -> complete(task, "schule-0001", Map.of("agreed", true, "comment", "x".repeat(2001))),
        "zu lang");
  }

  @Test
  void a_schools_answer_about_its_data_is_recorded() {
    Task task = waitingAt("recheckData");
    complete(task, "schule-0001", Map.of("dataComplete", false, "comment", "Klasse 3b fehlt"));
    assertThat(notebook.lines())
        .containsExactly(DoorsFixture.MOVE + "|0001|recheckData|schule-0001|false|Klasse 3b fehlt");
  }

  /** Trap 12: a stuck time stamp keeps the reports away; only the school sees that. */
  @Test
  void a_school_that_still_misses_central_reports_says_so_and_is_heard() {
    Task task = waitingAt("refreshApplicationData");
    refused(
        () -> complete(task, "schule-0001", Map.of("applicationDataRefreshed", false)),
        "Welche Meldung erscheint, was fehlt?");
    complete(
        task,
        "schule-0001",
        Map.of("applicationDataRefreshed", false, "comment", "Zeugnisse fehlen"));
    assertThat(notebook.lines())
        .containsExactly(
            DoorsFixture.MOVE + "|0001|refreshApplicationData|schule-0001|false|Zeugnisse fehlen");
  }

  @Test
  void every_open_client_is_confirmed_by_its_name() {
    Task task = waitingAt("confirmOpenClients");
    refused(() -> complete(task, "technik", Map.of("done", true)), "Client „Rektorat“");
    refused(
        () ->
            complete(
                task,
                "technik",
                Map.of(
                    "item_0", item("Rektorat", "done", ""),
                    "item_1", item("Sekretariat", "done", ""))),
        "Lehrerzimmer");
    assertThat(still(task)).isTrue();
  }

  @Test
  void a_client_that_is_changed_later_needs_a_reason() {
    Task task = waitingAt("confirmOpenClients");
    refused(
        () ->
            complete(
                task,
                "technik",
                Map.of(
                    "item_0", item("Rektorat", "later", " "),
                    "item_1", item("<b>Lehrerzimmer</b>", "done", ""))),
        "Bitte begründen Sie");
  }

  @Test
  void what_was_said_about_clients_is_on_the_trail_and_not_left_in_the_process() {
    Task task = waitingAt("confirmOpenClients");
    complete(
        task,
        "technik",
        Map.of(
            "done", true,
            "item_0", item("Rektorat", "later", "kommt am Montag"),
            "item_1", item("<b>Lehrerzimmer</b>", "done", "")));
    assertThat(still(task)).isFalse();
    assertThat(engine.getRuntimeService().getVariables(task.getProcessInstanceId()))
        .doesNotContainKeys("item_0", "item_1");
    assertThat(trail.rows(DoorsFixture.MOVE))
        .filteredOn(row -> row.text().contains("jedem offenen Client"))
        .last()
        .satisfies(
            row -> {
              assertThat(row.actor()).isEqualTo("technik");
              assertThat(row.details().get("clients"))
                  .isEqualTo(
                      Map.of(
                          "Rektorat",
                          Map.of("later", "kommt am Montag"),
                          "<b>Lehrerzimmer</b>",
                          "erledigt"));
            });
  }

  @Test
  void what_was_typed_about_clients_is_in_no_line_of_the_chain() {
    complete(
        waitingAt("confirmOpenClients"),
        "technik",
        Map.of(
            "done",
            true,
            "comment",
            "Frau Huber weiß Bescheid",
            "item_0",
            item("Rektorat", "later", "Herr Meier kommt am Montag"),
            "item_1",
            item("<b>Lehrerzimmer</b>", "done", "")));

    assertThat(trail.rows(DoorsFixture.MOVE).toString())
        .contains("Frau Huber weiß Bescheid", "Herr Meier kommt am Montag");
    assertThat(
            database
                .sql("select string_agg(t::text, ' ') from umzug.trail t")
                .query(String.class)
                .single())
        .doesNotContain("Huber", "Meier");
  }

  @Test
  void a_school_accepts_each_gap_of_its_backup_by_name() {
    gaps.replace(
        DoorsFixture.MOVE,
        "0001",
        List.of(
            new Gap("0001", "own-reports", "Eigene Berichte", List.of("Elternbrief"), 1),
            new Gap("0001", "users", "Schulübergreifende Benutzer", List.of("Müller"), 1)));
    Task task = waitingAt("completeTenantData");
    String reports = item("own-reports", "accepted", "");
    refused(
        () -> complete(task, "schule-0001", Map.of("dataComplete", true, "item_0", reports)),
        "Schulübergreifende Benutzer");
    assertThat(still(task)).isTrue();
    complete(
        task,
        "schule-0001",
        Map.of("dataComplete", true, "item_0", reports, "item_1", item("users", "accepted", "")));
    assertThat(notebook.lines())
        .singleElement()
        .satisfies(
            line ->
                assertThat(line)
                    .contains("Eigene Berichte (1)", "Schulübergreifende Benutzer (1)")
                    .doesNotContain("Müller"));
  }

  @Test
  void a_school_that_needs_help_accepts_nothing() {
    gaps.replace(
        DoorsFixture.MOVE,
        "0001",
        List.of(new Gap("0001", "own-reports", "Eigene Berichte", List.of("Elternbrief"), 1)));
    Task task = waitingAt("completeTenantData");
    complete(task, "schule-0001", Map.of("dataComplete", false, "comment", "Wie importiert man?"));
    assertThat(notebook.lines())
        .containsExactly(
            DoorsFixture.MOVE + "|0001|completeTenantData|schule-0001|false|Wie importiert man?");
  }

  @Test
  void nonsense_in_place_of_answers_is_refused() {
    Task task = waitingAt("confirmOpenClients");
    refused(
        () -> complete(task, "technik", Map.of("done", true, "item_0", "{\"key\":")),
        "nicht lesbar");
    refused(
        () -> complete(task, "technik", Map.of("done", true, "item_0", "null")), "nicht lesbar");
  }

  private static String item(String key, String answer, String reason) {
    return com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
        .objectNode()
        .put("key", key)
        .put("answer", answer)
        .put("reason", reason)
        .toString();
  }

  private Task troubleWith(String element) {
    Task task = waitingAt("handleIncident");
    engine.getTaskService().setVariable(task.getId(), "failedElement", element);
    return task;
  }

  private void complete(Task task, String user, Map<String, Object> variables) {
    engine.getTaskService().setAssignee(task.getId(), user);
    engine.getTaskService().complete(task.getId(), variables);
  }

  private static void refused(ThrowingCallable completion, String why) {
    assertThatThrownBy(completion).hasMessageContaining(why);
  }

  private boolean still(Task task) {
    return engine.getTaskService().createTaskQuery().taskId(task.getId()).count() == 1;
  }

  private Task next(Task before) {
    return engine
        .getTaskService()
        .createTaskQuery()
        .processInstanceId(before.getProcessInstanceId())
        .singleResult();
  }
}
