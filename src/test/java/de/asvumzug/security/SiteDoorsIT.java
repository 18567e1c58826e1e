package de.asvumzug.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.asvumzug.security.worker.WorkerAccount;
import de.asvumzug.step.TaskRouting;
import de.asvumzug.step.output.JobLogKeeper;
import de.asvumzug.step.output.JobLogRepository;
import de.asvumzug.trail.TrailReader;
import de.asvumzug.trail.chain.TrailRow;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * What the workers of two sites may do at the centre: each its own moves, and nothing else. The
 * step of these processes is one that nobody carries out here.
 */
class SiteDoorsIT extends DoorsTestBase {
  private static final String PASSWORD = SITE_PASSWORD;
  private static final String NORD = DoorsFixture.NORD;
  private static final String SUED = DoorsFixture.SUED;
  private static final String STEP = "siteStep";
  private static final ObjectMapper JSON = new ObjectMapper();

  @Autowired private TaskRouting workSites;
  @Autowired private TrailReader trail;
  @Autowired private JobLogRepository logs;
  @Autowired private WorkerAccount centre;

  @BeforeEach
  void one_step_of_each_site_waits() {
    engine
        .getRepositoryService()
        .createDeployment()
        .name("site-doors")
        .addModelInstance(
            "siteDoors.bpmn",
            Bpmn.createExecutableProcess("siteDoors")
                .camundaHistoryTimeToLive(1)
                .startEvent()
                .serviceTask(STEP)
                .camundaExternalTask(STEP)
                .endEvent()
                .done())
        .addModelInstance(
            "siteDoorsCaller.bpmn",
            Bpmn.createExecutableProcess("siteDoorsCaller")
                .camundaHistoryTimeToLive(1)
                .startEvent()
                .callActivity("phase")
                .calledElement("siteDoors")
                .camundaIn("migrationId", "migrationId")
                .camundaInBusinessKey("#{execution.processBusinessKey}")
                .endEvent()
                .done())
        .enableDuplicateFiltering(true)
        .deploy();
    for (String move : List.of(NORD, SUED)) {
      engine.getRuntimeService().startProcessInstanceByKey("siteDoors", move);
    }
  }

  @AfterEach
  void endSiteSteps() {
    engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processDefinitionKeyIn("siteDoorsCaller", "siteDoors")
        .rootProcessInstances()
        .list()
        .forEach(
            instance ->
                engine
                    .getRuntimeService()
                    .deleteProcessInstanceIfExists(
                        instance.getId(), "end of test", false, true, false, false));
  }

  private String task(String move) {
    return engine.getExternalTaskService().createExternalTaskQuery().topicName(STEP).list().stream()
        .filter(task -> task.getBusinessKey().equals(move))
        .map(ExternalTask::getId)
        .findFirst()
        .orElseThrow();
  }

  private HttpResponse<String> get(String site, String path) throws Exception {
    return new HttpUser(port)
        .get(path, "Authorization", HttpUser.basic("worker-" + site, PASSWORD));
  }

  private HttpResponse<String> post(String site, String path, Object body) throws Exception {
    return new HttpUser(port)
        .post(
            path,
            "application/json",
            JSON.writeValueAsString(body),
            "Authorization",
            HttpUser.basic("worker-" + site, PASSWORD));
  }

  private JsonNode fetch(String site, Map<String, Object> topic) throws Exception {
    HttpResponse<String> answer =
        post(
            site,
            "/engine-rest/external-task/fetchAndLock",
            Map.of("workerId", site, "maxTasks", 10, "topics", List.of(topic)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private JsonNode fetch(String site) throws Exception {
    return fetch(site, Map.of("topicName", STEP, "lockDuration", 60_000));
  }

  private long attempt(String site, String move) throws Exception {
    HttpResponse<String> answer =
        post(site, "/api/worker/tasks/" + task(move) + "/attempt", Map.of("worker", "w"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body()).get("id").asLong();
  }

  private static Map<String, Object> line(UUID key, String machine) {
    return Map.of(
        "key",
        key,
        "element",
        STEP,
        "kind",
        "COMMAND",
        "machine",
        machine,
        "text",
        "Befehl ausgeführt: ls",
        "details",
        Map.of("exitCode", 0));
  }

  private List<TrailRow> commands(String move) {
    return trail.rows(move).stream().filter(row -> row.kind().name().equals("COMMAND")).toList();
  }

  @Test
  void a_site_fetches_the_tasks_of_its_own_moves_only() throws Exception {
    assertThat(fetch("nord").findValuesAsText("businessKey")).containsExactly(NORD);
    assertThat(fetch("sued").findValuesAsText("businessKey")).containsExactly(SUED);
  }

  @Test
  void a_move_that_ran_before_there_were_sites_is_given_its_site_at_the_start() throws Exception {
    engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processDefinitionKey("siteDoors")
        .list()
        .forEach(
            instance ->
                engine.getRuntimeService().removeVariable(instance.getId(), TaskRouting.VARIABLE));
    assertThat(fetch("nord")).isEmpty();

    workSites.afterSingletonsInstantiated();

    assertThat(fetch("nord").findValuesAsText("businessKey")).containsExactly(NORD);
  }

  @Test
  void a_phase_of_a_model_that_hands_on_nothing_but_the_number_belongs_to_the_site_too()
      throws Exception {
    endSiteSteps();
    engine.getRuntimeService().startProcessInstanceByKey("siteDoorsCaller", NORD);

    assertThat(fetch("nord").findValuesAsText("businessKey")).containsExactly(NORD);
  }

  @Test
  void the_centre_carries_out_what_belongs_to_no_site() throws Exception {
    String instance =
        engine
            .getRuntimeService()
            .startProcessInstanceByKey("siteDoors", DoorsFixture.MOVE)
            .getId();

    assertThat(engine.getRuntimeService().getVariable(instance, TaskRouting.VARIABLE))
        .isEqualTo(TaskRouting.CENTRE);
    assertThat(fetch("nord").findValuesAsText("businessKey")).containsExactly(NORD);
  }

  @Test
  void a_site_that_asks_for_another_sites_tasks_gets_its_own() throws Exception {
    Map<String, Object> foreign =
        Map.of(
            "topicName",
            STEP,
            "lockDuration",
            60_000,
            "businessKey",
            SUED,
            "processVariables",
            Map.of("workSite", "sued"));
    assertThat(fetch("nord", foreign).findValuesAsText("businessKey")).containsExactly(NORD);
  }

  @ParameterizedTest
  @ValueSource(strings = {"complete", "failure", "bpmnError", "extendLock", "unlock"})
  void a_site_reports_nothing_about_a_task_of_another(String report) throws Exception {
    fetch("sued");
    String address = "/engine-rest/external-task/" + task(SUED) + "/" + report;
    Map<String, Object> body =
        Map.of("workerId", "sued", "newDuration", 1000, "errorCode", "X", "retries", 0);

    assertThat(post("nord", address, body).statusCode()).isEqualTo(404);
    assertThat(task(SUED)).isNotNull();
  }

  @Test
  void a_site_ends_its_own_step_with_its_decisions() throws Exception {
    fetch("nord");
    Map<String, Object> body =
        Map.of("workerId", "nord", "variables", Map.of("sourceFindings", Map.of("value", 0)));

    assertThat(
            post("nord", "/engine-rest/external-task/" + task(NORD) + "/complete", body)
                .statusCode())
        .isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"workSite", "migrationId", "route", "accepted", "schoolNumber"})
  void a_site_decides_nothing_else_of_its_move(String variable) throws Exception {
    fetch("nord");
    Map<String, Object> body =
        Map.of("workerId", "nord", "variables", Map.of(variable, Map.of("value", "sued")));

    assertThat(
            post("nord", "/engine-rest/external-task/" + task(NORD) + "/complete", body)
                .statusCode())
        .isEqualTo(400);
    assertThat(task(NORD)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/engine-rest/external-task",
        "/engine-rest/external-task/count",
        "/engine-rest/external-task/topic-names",
        "/engine-rest/process-instance",
        "/engine-rest/user",
        "/api/migrations",
        "/api/openapi",
        "/camunda/api/engine/engine/default/task",
        "/",
      })
  void a_site_reads_nothing_else(String path) throws Exception {
    assertThat(get("nord", path).statusCode()).as(path).isIn(401, 403);
  }

  @Test
  void a_site_changes_no_retries() throws Exception {
    String address = "/engine-rest/external-task/" + task(NORD);
    String basic = HttpUser.basic("worker-nord", PASSWORD);
    assertThat(
            new HttpUser(port)
                .send("PUT", address + "/retries", "Authorization", basic)
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void a_site_reads_its_own_plan_and_no_other() throws Exception {
    assertThat(JSON.readTree(get("nord", "/api/worker/moves/" + NORD).body()).get("id").asText())
        .isEqualTo(NORD);
    HttpResponse<String> foreign = get("nord", "/api/worker/moves/" + SUED);
    assertThat(foreign.statusCode()).isEqualTo(404);
    assertThat(foreign.body()).doesNotContain("sued-alt");
    assertThat(get("nord", "/api/worker/moves/" + SUED + "/evidence/x").statusCode())
        .isEqualTo(404);
  }

  @Test
  void a_site_knows_nothing_of_another_sites_tasks() throws Exception {
    String foreign = "/api/worker/tasks/" + task(SUED);
    assertThat(get("nord", foreign).statusCode()).isEqualTo(404);
    assertThat(get("nord", foreign + "/beside").statusCode()).isEqualTo(404);
    assertThat(post("nord", foreign + "/attempt", Map.of("worker", "w")).statusCode())
        .isEqualTo(404);
    assertThat(get("nord", "/api/worker/tasks/" + task(NORD)).statusCode()).isEqualTo(204);
  }

  @Test
  void a_line_sent_twice_is_written_once() throws Exception {
    attempt("nord", NORD);
    int before = commands(NORD).size();
    Map<String, Object> line = line(UUID.randomUUID(), "nord-alt");

    assertThat(post("nord", "/api/worker/moves/" + NORD + "/trail", line).statusCode())
        .isEqualTo(204);
    assertThat(post("nord", "/api/worker/moves/" + NORD + "/trail", line).statusCode())
        .isEqualTo(204);

    assertThat(commands(NORD)).hasSize(before + 1);
    assertThat(trail.verify(NORD).findings()).isEmpty();
  }

  private static Map<String, Object> printed(String machine, byte[] text, String sha256) {
    Map<String, Object> printed = new HashMap<>();
    printed.put("key", UUID.randomUUID());
    printed.put("element", STEP);
    printed.put("attempt", 1);
    printed.put("machine", machine);
    printed.put("job", "dump");
    printed.put("jobKey", machine + "-" + UUID.randomUUID());
    printed.put("exitCode", 0);
    printed.put("bytes", text.length);
    printed.put("cutBytes", 0);
    printed.put("stored", text);
    printed.put("sha256", sha256);
    return printed;
  }

  @Test
  void a_site_hands_in_what_its_jobs_printed_once() throws Exception {
    attempt("nord", NORD);
    byte[] text = {31, -117, 1, 2};
    Map<String, Object> printed = printed("nord-alt", text, JobLogKeeper.sha256(text));
    String address = "/api/worker/moves/" + NORD + "/job-logs";
    int before = logs.of(NORD).size();

    assertThat(post("nord", address, printed).statusCode()).isEqualTo(204);
    assertThat(post("nord", address, printed).statusCode()).isEqualTo(204);

    assertThat(logs.of(NORD)).hasSize(before + 1);
    assertThat(logs.stored(NORD, logs.of(NORD).get(before).id())).contains(text);
  }

  @Test
  void a_site_hands_in_nothing_of_another_move_or_machine_and_nothing_that_was_changed()
      throws Exception {
    attempt("nord", NORD);
    byte[] text = {1, 2, 3};
    String right = JobLogKeeper.sha256(text);
    int before = logs.of(NORD).size();
    String own = "/api/worker/moves/" + NORD + "/job-logs";

    assertThat(
            post(
                    "nord",
                    "/api/worker/moves/" + SUED + "/job-logs",
                    printed("sued-alt", text, right))
                .statusCode())
        .isEqualTo(404);
    assertThat(post("nord", own, printed("sued-alt", text, right)).statusCode()).isEqualTo(403);
    assertThat(post("nord", own, printed("nord-alt", text, "0".repeat(64))).statusCode())
        .isEqualTo(403);
    assertThat(logs.of(NORD)).hasSize(before);
    assertThat(logs.of(SUED)).isEmpty();
  }

  @Test
  void a_site_writes_no_line_about_another_sites_move_or_machine() throws Exception {
    attempt("nord", NORD);
    Map<String, Object> line = line(UUID.randomUUID(), "nord-alt");

    assertThat(post("nord", "/api/worker/moves/" + SUED + "/trail", line).statusCode())
        .isEqualTo(404);
    assertThat(
            post(
                    "nord",
                    "/api/worker/moves/" + NORD + "/trail",
                    line(UUID.randomUUID(), "sued-alt"))
                .statusCode())
        .isEqualTo(403);
    assertThat(commands(SUED)).isEmpty();
  }

  @Test
  void nothing_is_written_about_a_step_that_is_not_in_work() throws Exception {
    assertThat(
            post(
                    "nord",
                    "/api/worker/moves/" + NORD + "/evidence/findings-source",
                    Map.of("key", UUID.randomUUID(), "element", "checkSource", "document", "{}"))
                .statusCode())
        .isEqualTo(409);
  }

  @Test
  void a_site_ends_no_attempt_of_another() throws Exception {
    long foreign = attempt("sued", SUED);
    Map<String, Object> end = Map.of("key", UUID.randomUUID(), "how", "CANCELLED");

    assertThat(get("nord", "/api/worker/attempts/" + foreign + "/done-beside").statusCode())
        .isEqualTo(404);
    assertThat(get("sued", "/api/worker/attempts/" + foreign + "/done-beside").statusCode())
        .isEqualTo(200);
    assertThat(post("nord", "/api/worker/attempts/" + foreign + "/end?lease=1", end).statusCode())
        .isEqualTo(404);
    assertThat(post("sued", "/api/worker/attempts/" + foreign + "/end?lease=0", end).statusCode())
        .as("of a worker that has lost it")
        .isEqualTo(409);
    assertThat(post("sued", "/api/worker/attempts/" + foreign + "/end?lease=1", end).statusCode())
        .isEqualTo(204);
  }

  @Test
  void nobody_else_gets_through_the_door_of_the_sites() throws Exception {
    String path = "/api/worker/moves/" + NORD;
    assertThat(new HttpUser(port).get(path).statusCode()).isEqualTo(401);
    for (String login :
        List.of(
            HttpUser.basic("technik", DoorsTestBase.PASSWORD),
            HttpUser.basic(centre.user(), centre.password()))) {
      assertThat(new HttpUser(port).get(path, "Authorization", login).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void a_wrong_password_is_refused() throws Exception {
    assertThat(
            new HttpUser(port)
                .get(
                    "/api/worker/moves/" + NORD,
                    "Authorization",
                    HttpUser.basic("worker-nord", "Falsch-und-lang-1!"))
                .statusCode())
        .isEqualTo(401);
  }
}
