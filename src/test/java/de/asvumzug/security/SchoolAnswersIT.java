package de.asvumzug.security;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.check.tenant.Gap;
import de.asvumzug.check.tenant.GapRepository;
import de.asvumzug.security.DoorsFixture.Notebook;
import de.asvumzug.trail.TrailReader;
import de.asvumzug.trail.chain.TrailRow;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A school answers on pages of ours; the Tasklist's rules hold there, and its traces are left. */
class SchoolAnswersIT extends DoorsTestBase {
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final String SCHOOL = "schule-0001";

  @Autowired private Notebook notebook;
  @Autowired private TrailReader trail;
  @Autowired private GapRepository gaps;

  @BeforeEach
  void clearNotebook() {
    notebook.lines().clear();
  }

  @AfterEach
  void noGaps() {
    gaps.replace(DoorsFixture.MOVE, "0001", List.of());
  }

  private static String address(Task task) {
    return "/schule/aufgaben/" + task.getId();
  }

  private static HttpResponse<String> answer(HttpUser person, String path, String... fields)
      throws Exception {
    Matcher token = TOKEN.matcher(person.get("/kennwort").body());
    assertThat(token.find()).isTrue();
    StringBuilder body = new StringBuilder("_csrf=" + encoded(token.group(1)));
    for (int i = 0; i < fields.length; i += 2) {
      body.append('&').append(fields[i]).append('=').append(encoded(fields[i + 1]));
    }
    return person.post(path, "application/x-www-form-urlencoded", body.toString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }

  private boolean waits(Task task) {
    return engine.getTaskService().createTaskQuery().taskId(task.getId()).count() == 1;
  }

  @Test
  void a_school_answers_a_task_that_nobody_has_claimed() throws Exception {
    askSchools("0001");
    Task task = taskOf(SCHOOL);
    HttpUser school = loggedIn(SCHOOL);

    HttpResponse<String> answer = answer(school, address(task), "antwort", "ja", "worte", "passt");

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(location(answer)).endsWith("/schule/danke/" + task.getId());
    assertThat(notebook.lines())
        .containsExactly(DoorsFixture.MOVE + "|0001|schule-0001|true|passt");
    assertThat(school.get("/schule/danke/" + task.getId()).body())
        .contains("Ja, der Termin passt", "passt", "Am Tag vorher bekommen Sie noch eine");
  }

  @Test
  void the_page_asks_first_and_shows_the_numbers_below() throws Exception {
    Task task = waitingAt("recheckData");

    String page = loggedIn(SCHOOL).get(address(task)).body();

    assertThat(page)
        .containsSubsequence(
            "Sind Ihre Daten vollständig?", "Zahlen vor und nach dem Umzug", "verschieden");
  }

  @Test
  void a_no_without_words_changes_nothing_and_says_what_is_missing() throws Exception {
    Task task = waitingAt("recheckData");

    HttpResponse<String> answer = answer(loggedIn(SCHOOL), address(task), "antwort", "nein");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .contains("Was fehlt oder stimmt nicht?")
        .containsPattern("value=\"nein\"[^>]* checked");
    assertThat(waits(task)).isTrue();
    assertThat(engine.getTaskService().createTaskQuery().taskId(task.getId()).singleResult())
        .extracting(Task::getAssignee)
        .isNull();
    assertThat(notebook.lines()).isEmpty();
  }

  @Test
  void a_question_left_open_keeps_the_words() throws Exception {
    Task task = waitingAt("recheckData");

    HttpResponse<String> answer =
        answer(loggedIn(SCHOOL), address(task), "worte", "Klasse <5b> fehlt");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .contains("Bitte beantworten Sie: Sind Ihre Daten vollständig?", "Klasse &lt;5b&gt; fehlt");
  }

  @Test
  void words_that_are_too_long_are_refused_and_kept() throws Exception {
    Task task = waitingAt("recheckData");
    String words = "x".repeat(2001);

    HttpResponse<String> answer =
        answer(loggedIn(SCHOOL), address(task), "antwort", "ja", "worte", words);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("„Bemerkung“ ist zu lang (2001 Zeichen)", words);
  }

  @Test
  void a_form_that_is_sent_twice_is_thanked_for_twice_and_counts_once() throws Exception {
    Task task = waitingAt("recheckData");
    HttpUser school = loggedIn(SCHOOL);
    answer(school, address(task), "antwort", "nein", "worte", "5b fehlt\r\n und 5c");

    HttpResponse<String> again =
        answer(school, address(task), "antwort", "nein", "worte", "5b fehlt\r\n und 5c");

    assertThat(location(again)).endsWith("/schule/danke/" + task.getId());
    assertThat(notebook.lines()).hasSize(1).first().asString().endsWith("|false|5b fehlt\n und 5c");
  }

  @Test
  void another_answer_after_the_first_is_not_taken_and_its_words_are_shown() throws Exception {
    Task task = waitingAt("recheckData");
    HttpUser school = loggedIn(SCHOOL);
    answer(school, address(task), "antwort", "ja");

    HttpResponse<String> late =
        answer(school, address(task), "antwort", "nein", "worte", "doch nicht");

    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body())
        .contains("Ihre Antwort wurde nicht übernommen", "doch nicht", "Ja, alles ist da");
    assertThat(notebook.lines()).hasSize(1);
  }

  @Test
  void a_task_that_was_withdrawn_says_so() throws Exception {
    Task task = waitingAt("recheckData");
    end(task.getProcessInstanceId());

    HttpResponse<String> late =
        answer(loggedIn(SCHOOL), address(task), "antwort", "nein", "worte", "5b fehlt");

    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("zurückgezogen", "5b fehlt");
  }

  @Test
  void the_mails_link_to_an_answered_task_tells_who_answered_what() throws Exception {
    Task task = waitingAt("recheckData");
    HttpUser school = loggedIn(SCHOOL);
    answer(school, address(task), "antwort", "nein", "worte", "5b fehlt");

    HttpResponse<String> link = school.get("/aufgaben/" + task.getId());
    HttpResponse<String> page = school.get(address(task));

    assertThat(location(link)).endsWith(address(task));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("Die Aufgabe ist erledigt", "Nein, etwas fehlt oder stimmt nicht", "5b fehlt")
        .doesNotContain("nicht übernommen");
    assertThat(loggedIn("schule-0002").get("/aufgaben/" + task.getId()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void another_schools_task_looks_like_one_that_was_never_given() throws Exception {
    Task task = waitingAt("recheckData");
    HttpUser other = loggedIn("schule-0002");

    HttpResponse<String> foreign = answer(other, address(task), "antwort", "ja");
    HttpResponse<String> never = answer(other, "/schule/aufgaben/nie", "antwort", "ja");

    assertThat(foreign.statusCode()).isEqualTo(404);
    assertThat(foreign.body().replaceAll("value=\"[^\"]+\"", ""))
        .isEqualTo(never.body().replaceAll("value=\"[^\"]+\"", ""));
    assertThat(waits(task)).isTrue();
  }

  @Test
  void another_schools_answered_task_looks_like_one_that_was_never_given() throws Exception {
    Task task = waitingAt("recheckData");
    answer(loggedIn(SCHOOL), address(task), "antwort", "ja");
    HttpUser other = loggedIn("schule-0002");

    for (String page : List.of("/schule/aufgaben/", "/schule/danke/")) {
      assertThat(other.get(page + task.getId()).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void staff_answers_no_schools_task() throws Exception {
    Task task = waitingAt("recheckData");

    assertThat(answer(loggedIn("technik"), address(task), "antwort", "ja").statusCode())
        .isEqualTo(403);
    assertThat(waits(task)).isTrue();
  }

  @Test
  void an_answer_without_the_forms_token_is_refused() throws Exception {
    Task task = waitingAt("recheckData");

    HttpResponse<String> answer =
        loggedIn(SCHOOL).post(address(task), "application/x-www-form-urlencoded", "antwort=ja");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(waits(task)).isTrue();
  }

  @Test
  void a_colleagues_task_can_be_answered_and_the_trail_says_from_whom() throws Exception {
    Task task = waitingAt("recheckData");
    engine.getTaskService().setAssignee(task.getId(), "kollegin");
    HttpUser school = loggedIn(SCHOOL);
    assertThat(school.get(address(task)).body())
        .contains("kollegin", "Sie können trotzdem antworten");

    assertThat(answer(school, address(task), "antwort", "ja").statusCode()).isEqualTo(302);

    assertThat(lines()).anySatisfy(row -> assertThat(row).contains("von kollegin an sich gezogen"));
  }

  @Test
  void points_are_confirmed_one_by_one() throws Exception {
    gaps.replace(
        DoorsFixture.MOVE,
        "0001",
        List.of(
            new Gap("0001", "own-reports", "Eigene Berichte", List.of("Elternbrief"), 1),
            new Gap("0001", "users", "Benutzer", List.of(), 2)));
    workWithSchools("0001");
    HttpUser school = loggedIn(SCHOOL);
    answer(school, address(taskOf(SCHOOL)), "antwort", "ja");
    Task task = taskOf(SCHOOL);

    HttpResponse<String> half =
        answer(school, address(task), "antwort", "ja", "punkt", "own-reports");
    HttpResponse<String> whole =
        answer(school, address(task), "antwort", "ja", "punkt", "own-reports", "punkt", "users");

    assertThat(half.statusCode()).isEqualTo(422);
    assertThat(half.body())
        .contains("Es fehlt noch: „Benutzer (2)“")
        .containsPattern("value=\"own-reports\"[^>]* checked");
    assertThat(whole.statusCode()).isEqualTo(302);
    assertThat(notebook.lines()).last().asString().contains("|completeTenantData|", "|true|");
  }

  /** Where the schools' ways come together, the engine lets one of two answers fail. */
  @Test
  void schools_that_answer_in_the_same_moment_are_all_heard() throws Exception {
    HttpUser first = loggedIn(SCHOOL);
    HttpUser second = loggedIn("schule-0002");
    for (int round = 0; round < 5; round++) {
      workWithSchools("0001", "0002");
      for (int step = 0; step < 2; step++) {
        String one = address(claimed(SCHOOL));
        String other = address(claimed("schule-0002"));

        var answers =
            List.of(
                CompletableFuture.supplyAsync(() -> said(first, one)),
                CompletableFuture.supplyAsync(() -> said(second, other)));

        for (var answer : answers) {
          assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(302);
        }
      }
    }
    // A try that loses is noted by the test's notebook, too.
    assertThat(Set.copyOf(notebook.lines())).hasSize(20);
  }

  private Task claimed(String school) {
    Task task = taskOf(school);
    engine.getTaskService().setAssignee(task.getId(), school);
    return task;
  }

  private static int said(HttpUser person, String path) {
    try {
      return answer(person, path, "antwort", "ja", "worte", path).statusCode();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_double_click_counts_once() throws Exception {
    HttpUser school = loggedIn(SCHOOL);
    long before = answered();
    for (int round = 0; round < 10; round++) {
      String task = address(waitingAt("recheckData"));

      var clicks =
          List.of(
              CompletableFuture.supplyAsync(() -> said(school, task)),
              CompletableFuture.supplyAsync(() -> said(school, task)));

      for (var click : clicks) {
        assertThat(click.get(20, TimeUnit.SECONDS)).isEqualTo(302);
      }
    }
    assertThat(answered()).isEqualTo(before + 10);
  }

  private long answered() {
    return lines().stream().filter(line -> line.contains("abgeschlossen")).count();
  }

  @Test
  void both_ways_leave_the_same_traces() throws Exception {
    Task ours = waitingAt("recheckData");
    int before = lines().size();
    answer(loggedIn(SCHOOL), address(ours), "antwort", "nein", "worte", "5b fehlt");
    List<String> traces = lines().subList(before, lines().size());
    Task theirs = waitingAt("recheckData");
    before = lines().size();
    HttpUser tasklist = loggedIn(SCHOOL).openTasklist();
    String path = "/camunda/api/engine/engine/default/task/" + theirs.getId();
    tasklist.camunda(path + "/claim", "{\"userId\":\"schule-0001\"}");
    tasklist.camunda(
        path + "/submit-form",
        "{\"variables\":{\"dataComplete\":{\"value\":false,\"type\":\"Boolean\"},"
            + "\"comment\":{\"value\":\"5b fehlt\",\"type\":\"String\"}}}");

    assertThat(lines().subList(before, lines().size())).isEqualTo(traces).hasSizeGreaterThan(2);
    assertThat(variables(ours)).isEqualTo(variables(theirs)).containsEntry("comment", "5b fehlt");
    assertThat(operations(ours)).isEqualTo(operations(theirs)).isNotEmpty();
    assertThat(notebook.lines()).hasSize(2).containsOnly(notebook.lines().get(0));
  }

  /** Who did what with which words; ids and times differ. */
  private List<String> lines() {
    return trail.rows(DoorsFixture.MOVE).stream().map(SchoolAnswersIT::line).toList();
  }

  private static String line(TrailRow row) {
    return String.join(
        "|", "" + row.kind(), row.actor(), row.element(), "" + row.school(), row.text());
  }

  private Map<String, Object> variables(Task task) {
    Map<String, Object> values = new TreeMap<>();
    engine
        .getHistoryService()
        .createHistoricVariableInstanceQuery()
        .processInstanceId(task.getProcessInstanceId())
        .list()
        .forEach(one -> values.put(one.getName(), one.getValue()));
    return values;
  }

  private List<String> operations(Task task) {
    return engine
        .getHistoryService()
        .createUserOperationLogQuery()
        .taskId(task.getId())
        .orderByTimestamp()
        .asc()
        .list()
        .stream()
        .map(one -> one.getUserId() + " " + one.getOperationType() + " " + one.getProperty())
        .sorted()
        .toList();
  }
}
