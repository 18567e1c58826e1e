package de.asvumzug.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.security.request.PreparedFilters;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;

/** What each group sees through the interface behind Camunda's pages. */
class LeastPrivilegeIT extends DoorsTestBase {
  private static final String ENGINE = "/camunda/api/engine/engine/default";

  @Test
  void a_school_sees_exactly_its_own_task() throws Exception {
    askSchools("0001", "0002");
    HttpUser school = loggedIn("schule-0001").openTasklist();
    JsonNode tasks = school.json(ENGINE + "/task");
    assertThat(tasks).hasSize(1);
    assertThat(tasks.path(0).path("id").asText()).isEqualTo(taskOf("schule-0001").getId());
  }

  @Test
  void a_school_sees_no_instances_definitions_deployments_or_history() throws Exception {
    askSchools("0001", "0002");
    HttpUser school = loggedIn("schule-0001").openTasklist();
    for (String what :
        List.of(
            "/process-instance",
            "/process-definition",
            "/deployment",
            "/history/process-instance",
            "/history/task",
            "/history/activity-instance",
            "/history/variable-instance",
            "/history/user-operation",
            "/external-task",
            "/incident",
            "/job")) {
      assertThat(school.json(ENGINE + what)).as(what).isEmpty();
    }
  }

  @Test
  void a_school_cannot_open_another_schools_task() throws Exception {
    askSchools("0001", "0002");
    String foreign = taskOf("schule-0002").getId();
    HttpUser school = loggedIn("schule-0001").openTasklist();
    for (String path : List.of("", "/form", "/deployed-form", "/form-variables", "/variables")) {
      assertThat(school.get(ENGINE + "/task/" + foreign + path).statusCode())
          .as(path)
          .isIn(403, 404);
    }
    assertThat(school.get("/api/tasks/" + foreign + "/briefing").statusCode()).isEqualTo(404);
    assertThat(
            school
                .camunda(ENGINE + "/task/" + foreign + "/claim", "{\"userId\":\"schule-0001\"}")
                .statusCode())
        .isEqualTo(403);
    assertThat(school.camunda(ENGINE + "/task/" + foreign + "/complete", "{}").statusCode())
        .isEqualTo(403);
  }

  @Test
  void a_school_cannot_hand_its_task_to_another() throws Exception {
    askSchools("0001");
    HttpUser school = loggedIn("schule-0001").openTasklist();
    assertThat(
            school
                .camunda(
                    ENGINE + "/task/" + taskOf("schule-0001").getId() + "/assignee",
                    "{\"userId\":\"schule-0002\"}")
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void a_school_gives_its_own_answer_and_no_other_schools() throws Exception {
    askSchools("0001", "0002");
    HttpUser school = loggedIn("schule-0001").openTasklist();
    String task = ENGINE + "/task/" + taskOf("schule-0001").getId();
    school.camunda(task + "/claim", "{\"userId\":\"schule-0001\"}");
    for (String way : List.of("/complete", "/submit-form", "/resolve")) {
      for (String stolen : List.of("schoolNumber", "migrationId", "route", "installTarget")) {
        assertThat(school.camunda(task + way, answers(stolen)).statusCode())
            .as(way + " " + stolen)
            .isEqualTo(way.equals("/submit-form") ? 400 : 403);
      }
    }
    assertThat(
            school
                .camunda(task + "/submit-form", "{\"variables\":{\"agreed\":{\"value\":true}}}")
                .statusCode())
        .isEqualTo(204);
  }

  private static String answers(String stolen) {
    return "{\"variables\":{\"agreed\":{\"value\":true},\"" + stolen + "\":{\"value\":\"0002\"}}}";
  }

  @Test
  void a_school_sets_no_variable_and_leaves_its_task_by_no_other_exit() throws Exception {
    askSchools("0001");
    HttpUser school = loggedIn("schule-0001").openTasklist();
    String task = ENGINE + "/task/" + taskOf("schule-0001").getId();
    for (String way : List.of("/variables", "/localVariables")) {
      assertThat(
              school
                  .camunda(
                      task + way, "{\"modifications\":{\"schoolNumber\":{\"value\":\"0002\"}}}")
                  .statusCode())
          .as(way)
          .isEqualTo(403);
    }
    for (String exit : List.of("/bpmnError", "/bpmnEscalation")) {
      assertThat(
              school
                  .camunda(
                      task + exit,
                      "{\"errorCode\":\"PLAN_REFUSED\",\"escalationCode\":\"PLAN_REFUSED\"}")
                  .statusCode())
          .as(exit)
          .isEqualTo(403);
    }
    assertThat(engine.getTaskService().getVariable(taskOf("schule-0001").getId(), "schoolNumber"))
        .isEqualTo("0001");
  }

  @Test
  void a_task_of_one_school_never_shows_another_schools_data() throws Exception {
    askSchools("0001", "0002");
    String task = taskOf("schule-0001").getId();
    engine.getTaskService().setVariable(task, "schoolNumber", "0002");
    assertThat(loggedIn("schule-0001").get("/api/tasks/" + task + "/briefing").statusCode())
        .isEqualTo(404);
  }

  @Test
  void nobody_creates_filters_or_deployments() throws Exception {
    String filter = "{\"resourceType\":\"Task\",\"name\":\"mine\",\"query\":{},\"properties\":{}}";
    for (String user : List.of("schule-0001", "technik", "itm", "admin")) {
      HttpUser person = loggedIn(user).openTasklist();
      assertThat(person.camunda(ENGINE + "/filter/create", filter).statusCode())
          .as(user)
          .isEqualTo(403);
      assertThat(engineRefusesDeployment(user)).as(user).isTrue();
    }
  }

  private boolean engineRefusesDeployment(String user) {
    engine
        .getIdentityService()
        .setAuthentication(
            user,
            engine.getIdentityService().createGroupQuery().groupMember(user).list().stream()
                .map(org.camunda.bpm.engine.identity.Group::getId)
                .toList());
    try {
      engine.getRepositoryService().createDeployment().addString("x.txt", "x").deploy();
      return false;
    } catch (org.camunda.bpm.engine.AuthorizationException e) {
      return true;
    } finally {
      engine.getIdentityService().clearAuthentication();
    }
  }

  @Test
  void a_school_finds_two_german_lists_and_staff_a_third() throws Exception {
    assertThat(lists("schule-0001"))
        .containsExactlyInAnyOrder("Meine Aufgaben", "Aufgaben meiner Gruppen");
    assertThat(lists("technik"))
        .containsExactlyInAnyOrder("Meine Aufgaben", "Aufgaben meiner Gruppen", "Alle Aufgaben");
  }

  private List<String> lists(String user) throws Exception {
    List<String> names = new ArrayList<>();
    loggedIn(user)
        .openTasklist()
        .json(ENGINE + "/filter")
        .forEach(filter -> names.add(filter.get("name").asText()));
    return names;
  }

  @Test
  void the_prepared_lists_find_the_persons_tasks() throws Exception {
    askSchools("0001", "0002");
    HttpUser school = loggedIn("schule-0001").openTasklist();
    assertThat(school.json(ENGINE + "/filter/" + filter(PreparedFilters.MY_GROUPS) + "/list"))
        .hasSize(1);
    assertThat(school.json(ENGINE + "/filter/" + filter(PreparedFilters.MINE) + "/list")).isEmpty();
    Task task = taskOf("schule-0001");
    school.camunda(ENGINE + "/task/" + task.getId() + "/claim", "{\"userId\":\"schule-0001\"}");
    assertThat(school.json(ENGINE + "/filter/" + filter(PreparedFilters.MINE) + "/list"))
        .hasSize(1);
  }

  private String filter(String name) {
    return engine.getFilterService().createFilterQuery().filterName(name).singleResult().getId();
  }

  @Test
  void technik_and_it_management_watch_instances_in_cockpit() throws Exception {
    askSchools("0001");
    for (String user : List.of("technik", "itm")) {
      HttpUser person = loggedIn(user);
      assertThat(person.get("/camunda/app/cockpit/default/").statusCode()).isEqualTo(200);
      assertThat(person.json(ENGINE + "/process-instance")).as(user).isNotEmpty();
    }
  }

  @Test
  void watching_a_task_does_not_open_its_briefing() throws Exception {
    askSchools("0001");
    String task = taskOf("schule-0001").getId();
    HttpUser itm = loggedIn("itm").openTasklist();
    assertThat(itm.get(ENGINE + "/task/" + task).statusCode()).isEqualTo(200);
    assertThat(itm.get("/api/tasks/" + task + "/briefing").statusCode()).isEqualTo(404);
  }

  @Test
  void the_briefing_tells_a_school_window_and_school() throws Exception {
    askSchools("0001");
    JsonNode briefing =
        loggedIn("schule-0001").json("/api/tasks/" + taskOf("schule-0001").getId() + "/briefing");
    assertThat(briefing.path("title").asText()).isEqualTo("Termin abstimmen");
    assertThat(briefing.path("facts").findValuesAsText("value"))
        .contains(
            "0001 Mönchberg-Grundschule",
            "Freitag, 18. Dezember 2026, 17:00 Uhr",
            "Samstag, 19. Dezember 2026, 07:00 Uhr");
    assertThat(briefing.toString()).doesNotContain("Übersee");
  }

  @Test
  void the_briefing_compares_the_schools_numbers() throws Exception {
    String task = waitingAt("recheckData").getId();
    JsonNode table =
        loggedIn("schule-0001").json("/api/tasks/" + task + "/briefing").path("tables").path(0);
    assertThat(table.path("rows").toString())
        .contains("\"512\",\"512\",\"gleich\"", "\"41\",\"40\",\"verschieden\"")
        .doesNotContain("0002");
  }
}
