package de.asvumzug.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.School;
import de.asvumzug.support.EcsLog;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** What a monitoring system and a collector of logs get of a move that people work on. */
@TestPropertySource(
    properties = {
      "management.prometheus.metrics.export.enabled=true",
      "asv.metrics.every=200ms",
      "asv.mail.poll=200ms",
      "asv.steps.worker=knoten-eins",
      "asv.users[0].mail=toni.technik@amt.example",
      "asv.users[0].first-name=Toni",
      "asv.users[0].last-name=Technikus",
      "asv.machines.fern.type=worker",
      "asv.machines.fern.worker=nord",
    })
class MonitoringIT extends SchoolMoveTestBase {
  private static final String SCRAPE_PASSWORD = "Messen-Schluessel-77!-und-lang";
  private static final String TYPED = "Frau Hilpoltsteiner ist im Urlaub";
  private static final Pattern LABEL = Pattern.compile("[a-zA-Z_]+=\"([^\"]*)\"");

  @DynamicPropertySource
  static void accounts(DynamicPropertyRegistry registry) throws IOException {
    registry.add("asv.metrics.password-file", file(SCRAPE_PASSWORD)::toString);
    registry.add("asv.sites.nord.password-file", file(DoorsTestBase.SITE_PASSWORD)::toString);
  }

  private static Path file(String password) throws IOException {
    Path file = Files.createTempFile("metrics", ".password").toAbsolutePath();
    Files.writeString(file, password + "\n");
    file.toFile().deleteOnExit();
    return file;
  }

  private final List<String> people = new ArrayList<>();
  private EcsLog log;

  @AfterEach
  void stop_reading_along() {
    log.close();
  }

  /** Schools are asked and answer; mails wait, since there is no mail server. */
  @BeforeEach
  void a_part_of_a_move() throws Exception {
    log = new EcsLog();
    start("prepare", "readyToAgree");
    Task asked =
        waiting("agreeSchedule").stream()
            .filter(task -> "0001".equals(ofSchool(task)))
            .findFirst()
            .orElseThrow();
    engine.getTaskService().setAssignee(asked.getId(), "schule-0001");
    engine.getTaskService().complete(asked.getId(), Map.of("agreed", false, "comment", TYPED));
    http().logIn("technik", DoorsTestBase.PASSWORD);
    http().logIn("technik", "Ganz-Falsches-Kennwort-9");
    jdbc.update(
        """
        insert into umzug.step (migration_id, process_instance_id, element, attempt, external_task_id, worker, state,
                                started_at, ended_at, held_until)
        values (?, 'p', 'backupDatabase', 1, 'e', 'w', 'DONE', now() - interval '90 seconds', now(), null),
               (?, 'p', 'verifyBackup', 1, 'f', 'w', 'RUNNING', now() - interval '10 minutes', null,
                now() - interval '3 minutes')
        on conflict do nothing
        """,
        move.id(),
        move.id());
    people.clear();
    Migration plan = move;
    plan.schools().stream()
        .flatMap(school -> Stream.of(school.name(), school.mail(), school.phone()))
        .filter(Objects::nonNull)
        .filter(word -> !word.isBlank())
        .forEach(people::add);
    people.addAll(
        List.of(
            "toni.technik@amt.example",
            "Technikus",
            "Hilpoltsteiner",
            DoorsTestBase.PASSWORD,
            DoorsTestBase.SITE_PASSWORD,
            SCRAPE_PASSWORD,
            "Ganz-Falsches-Kennwort-9"));
    assertThat(people).hasSizeGreaterThan(8);
    assertThat(plan.schools()).extracting(School::name).doesNotContainNull();
  }

  private String ofSchool(Task task) {
    return (String) engine.getTaskService().getVariable(task.getId(), "schoolNumber");
  }

  private HttpUser http() {
    return new HttpUser(port);
  }

  private HttpResponse<String> read(String path, String user, String password) throws Exception {
    return http().get(path, "Authorization", HttpUser.basic(user, password));
  }

  private String metrics() throws Exception {
    HttpResponse<String> answer = read("/actuator/prometheus", "metrics", SCRAPE_PASSWORD);
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  private void awaitMetrics(String... lines) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(metrics().lines()).contains(lines));
  }

  private double value(String name) throws Exception {
    return metrics()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name));
  }

  @Test
  void steps_that_ended_are_counted_and_timed_by_element() throws Exception {
    awaitMetrics(
        "asv_step_seconds_count{element=\"backupDatabase\",outcome=\"done\"} 1",
        "asv_steps_running 1.0");
    assertThat(value("asv_step_seconds_sum{element=\"backupDatabase\",outcome=\"done\"}"))
        .isBetween(89.0, 91.0);
  }

  @Test
  void the_step_that_has_been_silent_longest_tells_for_how_long() throws Exception {
    awaitMetrics("asv_steps_running 1.0");
    // Held for two minutes with each sign of life; that ran out three minutes ago.
    assertThat(value("asv_steps_heartbeat_age_seconds")).isBetween(290.0, 400.0);
  }

  @Test
  void mails_that_wait_and_mails_that_failed_are_counted_apart() throws Exception {
    jdbc.update("update umzug.mail set state = 'DEAD' where id = (select min(id) from umzug.mail)");
    long all = count("select count(*) from umzug.mail");
    assertThat(all).isGreaterThan(1);
    awaitMetrics(
        "asv_mails{state=\"failed\"} 1.0", "asv_mails{state=\"waiting\"} " + (all - 1) + ".0");
  }

  @Test
  void moves_are_counted_by_state() throws Exception {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(
                        metrics()
                            .lines()
                            .filter(line -> line.startsWith("asv_moves{"))
                            .mapToDouble(
                                line -> Double.parseDouble(line.substring(line.indexOf("} ") + 2)))
                            .sum())
                    .isEqualTo(1));
  }

  @Test
  void the_next_expiry_is_counted_in_days() throws Exception {
    engine
        .getRuntimeService()
        .createProcessInstanceByKey("asv-migration")
        .businessKey(move.id())
        .setVariables(Map.of("migrationId", move.id(), "route", "TENANTS", "retention", "P3D"))
        .startBeforeActivity("waitForRetention")
        .execute();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(value("asv_expiry_next_days")).isBetween(2.9, 3.01));
  }

  @Test
  void a_machine_of_a_site_is_known_by_its_worker() throws Exception {
    awaitMetrics("asv_machine_failing{machine=\"fern\"} 0.0");
    read("/api/worker/steps", "worker-nord", DoorsTestBase.SITE_PASSWORD);
    assertThat(value("asv_machine_contact_age_seconds{machine=\"fern\"}")).isBetween(0.0, 60.0);
  }

  @Test
  void neither_figures_nor_log_name_a_person_an_address_or_a_secret() throws Exception {
    awaitMetrics("asv_steps_running 1.0");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> log.documents().toString().contains("not sent at try"));
    String documents = log.documents().toString();
    String metrics = metrics();
    assertThat(documents).as("the search does find what is there").contains(move.id());
    for (String word : people) {
      assertThat(metrics).doesNotContain(word);
      assertThat(documents).doesNotContain(word);
    }
    assertThat(metrics + documents).doesNotContainPattern("[a-z0-9.-]+@[a-z0-9.-]+\\.[a-z]");
  }

  @Test
  void no_label_is_a_move_a_school_or_a_task() throws Exception {
    awaitMetrics("asv_steps_running 1.0");
    read("/umzuege/" + move.id(), "technik", DoorsTestBase.PASSWORD);
    read("/api/migrations/" + move.id(), "technik", DoorsTestBase.PASSWORD);
    List<String> labels =
        LABEL.matcher(metrics()).results().map(found -> found.group(1)).distinct().toList();
    assertThat(labels)
        .contains("backupDatabase")
        .noneMatch(label -> label.contains("U-20"))
        .noneMatch(label -> label.contains("0001"))
        .noneMatch(label -> label.matches(".*[0-9a-f]{8}-[0-9a-f]{4}-.*"));
  }

  @Test
  void a_line_of_the_log_is_a_document_that_names_its_node() throws Exception {
    ObjectMapper json = new ObjectMapper();
    assertThat(log.documents()).isNotEmpty();
    for (String line : log.documents()) {
      JsonNode document = json.readTree(line);
      assertThat(document.has("@timestamp")).as(line).isTrue();
      assertThat(document.at("/service/node/name").asText()).as(line).isEqualTo("knoten-eins");
    }
  }

  @Test
  void what_a_step_in_the_engine_logs_names_its_move() throws Exception {
    engine
        .getRuntimeService()
        .createProcessInstanceByKey("prepare")
        .businessKey("U-2026-7777")
        .setVariables(Map.of("migrationId", "U-2026-7777"))
        .startBeforeActivity("loadPlan")
        .execute();
    ObjectMapper json = new ObjectMapper();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(log.documents())
                    .anySatisfy(
                        line -> {
                          JsonNode document = json.readTree(line);
                          assertThat(text(document, "migration", "id")).isEqualTo("U-2026-7777");
                          assertThat(text(document, "step", "element")).isEqualTo("loadPlan");
                        }));
  }

  private static String text(JsonNode document, String outer, String inner) {
    JsonNode flat = document.path(outer + "." + inner);
    return flat.isMissingNode() ? document.path(outer).path(inner).asText() : flat.asText();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/umzuege/neu",
        "/schule",
        "/kennwort",
        "/api/migrations",
        "/api/worker/steps",
        "/camunda/api/engine/engine/default/task",
        "/engine-rest/external-task",
        "/actuator/env",
        "/actuator/metrics",
        "/actuator"
      })
  void the_monitoring_systems_account_gets_in_nowhere_else(String path) throws Exception {
    assertThat(read(path, "metrics", SCRAPE_PASSWORD).statusCode()).isIn(401, 403);
  }

  @Test
  void figures_are_for_the_monitoring_system_and_technik_and_not_for_schools() throws Exception {
    assertThat(http().get("/actuator/prometheus").statusCode()).isEqualTo(401);
    assertThat(read("/actuator/prometheus", "metrics", "Ganz-Falsches-Kennwort-9").statusCode())
        .isEqualTo(401);
    assertThat(read("/actuator/prometheus", "schule-0001", DoorsTestBase.PASSWORD).statusCode())
        .isEqualTo(403);
    assertThat(read("/actuator/prometheus", "technik", DoorsTestBase.PASSWORD).statusCode())
        .isEqualTo(200);
  }

  @Test
  void health_tells_its_parts_to_those_who_watch_it_and_nobody_else() throws Exception {
    String known = read("/actuator/health", "metrics", SCRAPE_PASSWORD).body();
    assertThat(new ObjectMapper().readTree(known).path("components").fieldNames())
        .toIterable()
        .contains("db", "processEngine", "jobExecutor", "outbox", "machines", "trail", "trailKey");
    assertThat(http().get("/actuator/health").body())
        .isEqualTo("{\"status\":\"UP\"}")
        .doesNotContain("components");
    assertThat(read("/actuator/health", "schule-0001", DoorsTestBase.PASSWORD).body())
        .doesNotContain("components");
  }

  /** So that a failure of the search above names what it found. */
  @Test
  void labels_are_found_in_the_figures() {
    assertThat(LABEL.matcher("a{b=\"c\",d=\"e\"} 1").results().map(MatchResult::group))
        .containsExactly("b=\"c\"", "d=\"e\"");
  }
}
