package de.asvumzug.security.engine;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.security.DoorsTestBase;
import de.asvumzug.security.HttpUser;
import de.asvumzug.security.worker.WorkerAccount;
import java.net.http.HttpResponse;
import java.util.List;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Behind Camunda's pages everybody does what is theirs, and nobody drives a move past its models.
 */
class EngineDoorIT extends DoorsTestBase {
  private static final String ENGINE = "/camunda/api/engine/engine/default";
  private static final String NOBODY = "Das gehört zu keiner Seite";

  @Autowired private WorkerAccount worker;

  @Test
  void a_task_is_claimed_in_the_callers_own_name_only() throws Exception {
    askSchools("0001");
    Task task = taskOf("schule-0001");
    HttpUser school = loggedIn("schule-0001").openTasklist();
    for (String body :
        List.of(
            "{\"userId\":\"schule-0002\"}",
            "{\"userId\":\"technik\"}",
            "{\"userId\":\"SCHULE-0001\"}",
            "{\"userId\":[\"schule-0001\"]}",
            "{\"userId\":null}",
            "{}")) {
      assertThat(school.camunda(at(task, "/claim"), body).statusCode()).as(body).isEqualTo(403);
    }
    assertThat(assignee(task)).isNull();
    assertThat(
            school
                .camunda(
                    at(task, "/claim"), "{\"userId\":\"schule-0002\",\"userId\":\"schule-0001\"}")
                .statusCode())
        .isEqualTo(400);
    assertThat(school.camunda(at(task, "/claim"), "{\"userId\":\"schule-0001\"}").statusCode())
        .isEqualTo(204);
    assertThat(assignee(task)).isEqualTo("schule-0001");
  }

  @Test
  void a_claimed_task_is_given_back_by_who_has_it() throws Exception {
    Task task = waitingAt("confirmPreparation");
    HttpUser technik = loggedIn("technik").openTasklist();
    technik.camunda(at(task, "/claim"), "{\"userId\":\"technik\"}");
    assertThat(loggedIn("technik2").openTasklist().camunda(at(task, "/unclaim"), "").statusCode())
        .isEqualTo(403);
    assertThat(technik.post(at(task, "/unclaim"), "application/json", "").statusCode())
        .as("without the pages' token")
        .isEqualTo(403);
    assertThat(assignee(task)).isEqualTo("technik");
    assertThat(technik.camunda(at(task, "/unclaim"), "").statusCode()).isEqualTo(204);
    assertThat(assignee(task)).isNull();
  }

  @Test
  void an_administrator_gives_back_what_an_absent_person_has_claimed() throws Exception {
    Task task = waitingAt("confirmPreparation");
    loggedIn("technik").openTasklist().camunda(at(task, "/claim"), "{\"userId\":\"technik\"}");
    HttpUser admin = loggedIn("admin").openTasklist();
    assertThat(admin.post(at(task, "/unclaim"), "application/json", "").statusCode())
        .as("without the pages' token")
        .isEqualTo(403);
    assertThat(admin.camunda(at(task, "/unclaim"), "").statusCode()).isEqualTo(204);
    assertThat(assignee(task)).isNull();
  }

  @Test
  void a_task_that_somebody_has_is_not_taken_away() throws Exception {
    Task task = waitingAt("confirmPreparation");
    loggedIn("technik").openTasklist().camunda(at(task, "/claim"), "{\"userId\":\"technik\"}");
    assertThat(
            loggedIn("technik2")
                .openTasklist()
                .camunda(at(task, "/claim"), "{\"userId\":\"technik2\"}")
                .statusCode())
        .isEqualTo(409);
    assertThat(assignee(task)).isEqualTo("technik");
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin", "itm", "technik", "schule-0002"})
  void nobody_answers_for_a_school_that_is_not_theirs(String user) throws Exception {
    askSchools("0001");
    Task task = taskOf("schule-0001");
    HttpUser person = loggedIn(user).openTasklist();
    assertThat(
            person.camunda(at(task, "/claim"), "{\"userId\":\"%s\"}".formatted(user)).statusCode())
        .isEqualTo(403);
    assertThat(
            person
                .camunda(at(task, "/submit-form"), "{\"variables\":{\"agreed\":{\"value\":true}}}")
                .statusCode())
        .isEqualTo(403);
    assertThat(assignee(task)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/deployment/create",
    "DELETE,/deployment/x",
    "POST,/process-definition/key/work/start",
    "POST,/process-definition/key/work/submit-form",
    "POST,/process-definition/key/work/tenant-id/x/start",
    "PUT,/process-definition/key/work/suspended",
    "DELETE,/process-definition/key/work",
    "POST,/process-instance/x/modification",
    "POST,/process-instance/x/modification-async",
    "DELETE,/process-instance/x",
    "PUT,/process-instance/x/variables/route",
    "POST,/process-instance/x/variables",
    "PATCH,/process-instance/x/variables",
    "POST,/process-instance/delete",
    "POST,/process-instance/variables-async",
    "POST,/process-instance/message-async",
    "PUT,/process-instance/suspended",
    "POST,/migration/generate",
    "POST,/migration/execute",
    "POST,/migration/executeAsync",
    "POST,/modification/execute",
    "PUT,/job-definition/x/retries",
    "PUT,/job-definition/x/jobPriority",
    "PUT,/job/x/retries",
    "PUT,/job/x/duedate",
    "POST,/job/x/execute",
    "DELETE,/job/x",
    "POST,/message",
    "POST,/signal",
    "POST,/condition",
    "POST,/execution/x/signal",
    "POST,/execution/x/messages/AbortMigration/trigger",
    "POST,/execution/x/localVariables",
    "POST,/external-task/fetchAndLock",
    "POST,/external-task/x/complete",
    "PUT,/external-task/x/retries",
    "POST,/decision-definition/key/migration-route/evaluate",
    "POST,/filter/create",
    "PUT,/filter/x",
    "DELETE,/filter/x",
    "POST,/task/create",
    "PUT,/task/x",
    "DELETE,/task/x",
    "POST,/task/x/complete",
    "POST,/task/x/resolve",
    "POST,/task/x/delegate",
    "POST,/task/x/assignee",
    "POST,/task/x/bpmnError",
    "POST,/task/x/bpmnEscalation",
    "POST,/task/x/identity-links",
    "POST,/task/x/comment/create",
    "POST,/task/x/attachment/create",
    "PUT,/task/x/variables/agreed",
    "POST,/task/x/variables",
    "PATCH,/task/x/variables",
    "PUT,/task/x/localVariables/agreed",
    "POST,/authorization/create",
    "PUT,/authorization/x",
    "POST,/group/create",
    "PUT,/group/camunda-admin",
    "DELETE,/group/camunda-admin",
    "PUT,/group/worker/members/technik",
    "DELETE,/group/worker/members/worker",
    "POST,/tenant/create",
    "POST,/identity/verify",
    "POST,/history/cleanup",
    "POST,/history/process-instance/delete",
    "PUT,/batch/x/suspended",
    "POST,/telemetry/configuration",
  })
  void the_administrator_too_drives_no_move_past_its_models(String method, String path)
      throws Exception {
    HttpUser admin = loggedIn("admin").openTasklist();
    HttpResponse<String> answer = admin.change(method, ENGINE + path, "{}");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains(NOBODY);
  }

  @Test
  void a_deployment_is_refused_as_the_pages_would_send_it() throws Exception {
    HttpUser admin = loggedIn("admin").openTasklist();
    String part =
        "--x\r\nContent-Disposition: form-data; name=\"a.bpmn\"; filename=\"a.bpmn\"\r\n\r\n<definitions/>\r\n--x--\r\n";
    long before = engine.getRepositoryService().createDeploymentQuery().count();
    assertThat(
            admin
                .post(
                    ENGINE + "/deployment/create",
                    "multipart/form-data; boundary=x",
                    part,
                    "X-XSRF-TOKEN",
                    admin.cookie("XSRF-TOKEN"))
                .statusCode())
        .isIn(403, 415);
    assertThat(engine.getRepositoryService().createDeploymentQuery().count()).isEqualTo(before);
  }

  @Test
  void an_address_in_other_letters_is_the_same_address() throws Exception {
    HttpUser admin = loggedIn("admin").openTasklist();
    for (String path :
        List.of(
            "/camunda/%61pi/engine/engine/default/message",
            "/camunda/api/engine/engine/default/m%65ssage",
            "/camunda/api/engine/engine/default/message/",
            "/%63amunda/api/engine/engine/default/message")) {
      assertThat(admin.camunda(path, "{\"messageName\":\"AbortMigration\"}").statusCode())
          .as(path)
          .isIn(400, 403);
    }
    assertThat(admin.get("/camunda/%61pi/engine/engine/default/task/x/v%61riables").statusCode())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/engine-rest/external-task",
        "/engine-rest/external-task/count",
        "/engine-rest/external-task/retries",
        "/engine-rest/external-task/retries-async",
        "/engine-rest/external-task/x/lock",
        "/engine-rest/external-task/topic-names"
      })
  void the_centres_worker_asks_only_what_a_worker_asks(String path) throws Exception {
    String account = HttpUser.basic(worker.user(), worker.password());
    assertThat(nobody().post(path, "application/json", "{}", "Authorization", account).statusCode())
        .isEqualTo(403);
    assertThat(nobody().get(path, "Authorization", account).statusCode()).isEqualTo(403);
  }

  @Test
  void nobody_deletes_themselves_and_nobody_the_last_administrator() throws Exception {
    HttpUser admin = loggedIn("admin").openTasklist();
    for (String user : List.of("admin", "ADMIN")) {
      assertThat(admin.change("DELETE", ENGINE + "/user/" + user, "").statusCode()).isEqualTo(403);
    }
    assertThat(
            admin.change("DELETE", ENGINE + "/group/camunda-admin/members/admin", "").statusCode())
        .isEqualTo(403);
    for (String user : List.of("technik", "itm", "schule-0001")) {
      HttpUser person = loggedIn(user).openTasklist();
      assertThat(person.change("DELETE", ENGINE + "/user/" + user, "").statusCode())
          .as(user)
          .isEqualTo(403);
      assertThat(person.change("DELETE", ENGINE + "/user/admin", "").statusCode())
          .as(user)
          .isEqualTo(403);
    }
    assertThat(engine.getIdentityService().createUserQuery().userIdIn("admin", "technik").count())
        .isEqualTo(2);
  }

  @Test
  void an_administrator_creates_and_ends_accounts() throws Exception {
    HttpUser admin = loggedIn("admin").openTasklist();
    String user =
        "{\"profile\":{\"id\":\"neu\",\"firstName\":\"Anna\",\"lastName\":\"Neumann\",\"email\":\"neumann@example.org\"},\"credentials\":{\"password\":\"Ganz-Lang-und-Sicher-7!\"}}";
    assertThat(admin.camunda(ENGINE + "/user/create", user).statusCode()).isEqualTo(204);
    assertThat(admin.change("PUT", ENGINE + "/group/technik/members/neu", "").statusCode())
        .isEqualTo(204);
    assertThat(admin.change("DELETE", ENGINE + "/group/technik/members/neu", "").statusCode())
        .isEqualTo(204);
    assertThat(admin.change("DELETE", ENGINE + "/user/neu", "").statusCode()).isEqualTo(204);
    assertThat(
            loggedIn("technik").openTasklist().camunda(ENGINE + "/user/create", user).statusCode())
        .isEqualTo(403);
  }

  @Test
  void it_management_writes_nothing_to_a_task() throws Exception {
    Task task = waitingAt("confirmPreparation");
    HttpUser itm = loggedIn("itm").openTasklist();
    assertThat(itm.camunda(at(task, "/comment/create"), "{\"message\":\"x\"}").statusCode())
        .isEqualTo(403);
    assertThat(
            itm.post(
                    at(task, "/attachment/create"),
                    "multipart/form-data; boundary=x",
                    "--x\r\nContent-Disposition: form-data; name=\"attachment-name\"\r\n\r\nx\r\n--x--\r\n",
                    "X-XSRF-TOKEN",
                    itm.cookie("XSRF-TOKEN"))
                .statusCode())
        .isIn(403, 415);
    assertThat(engine.getTaskService().getTaskComments(task.getId())).isEmpty();
    assertThat(engine.getTaskService().getTaskAttachments(task.getId())).isEmpty();
  }

  @Test
  void logging_out_needs_the_pages_token() throws Exception {
    HttpUser school = loggedIn("schule-0001").openTasklist();
    String logout = "/camunda/api/admin/auth/user/default/logout";
    assertThat(school.post(logout, "application/json", "").statusCode()).isEqualTo(403);
    assertThat(school.post(logout, "application/json", "", "X-XSRF-TOKEN", "erraten").statusCode())
        .isEqualTo(403);
    assertThat(school.get("/forms-assets/forms.js").statusCode()).isEqualTo(200);
    assertThat(school.camunda(logout, "").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/camunda/api/engine/engine/default/task",
        "/camunda/api/engine/engine/default/task/count",
        "/camunda/api/admin/auth/user/default",
        "/camunda/api/engine/engine/default/filter"
      })
  void what_the_engine_tells_is_kept_by_no_browser(String path) throws Exception {
    HttpResponse<String> answer = loggedIn("technik").openTasklist().get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
  }

  private static String at(Task task, String action) {
    return ENGINE + "/task/" + task.getId() + action;
  }

  private String assignee(Task task) {
    return engine
        .getTaskService()
        .createTaskQuery()
        .taskId(task.getId())
        .singleResult()
        .getAssignee();
  }
}
