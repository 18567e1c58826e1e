package de.asvumzug.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.security.account.Groups;
import java.net.http.HttpResponse;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.TaskQuery;
import org.junit.jupiter.api.Test;

/** The two published holes of the engine, tried as their finders did. */
class QueryGuardIT extends DoorsTestBase {
  private static final String TASKS = "/camunda/api/engine/engine/default/task";
  private static final String FOREIGN =
      "${''.getClass().forName('java.lang.System').getMethod('setProperty',''.getClass(),''.getClass()).invoke(null,'doors.evaluated','yes')}";

  @Test
  void an_expression_inside_or_queries_is_refused_and_not_evaluated() throws Exception {
    HttpUser school = loggedIn("schule-0001").openTasklist();
    HttpResponse<String> answer =
        school.camunda(
            TASKS, "{\"orQueries\":[{\"assigneeExpression\":\"%s\"}]}".formatted(FOREIGN));
    assertThat(answer.statusCode()).isIn(400, 500);
    assertThat(System.getProperty("doors.evaluated")).isNull();
  }

  @Test
  void the_expression_would_have_been_evaluated_with_a_model_in_the_engine() {
    // Proves that the text above is a working attack: with a scope, as in a model, it does its
    // work.
    engine
        .getRepositoryService()
        .createDeployment()
        .name("doors-attack")
        .addString("attack.bpmn", attack())
        .deploy();
    engine.getRuntimeService().startProcessInstanceByKey("attack");
    assertThat(System.clearProperty("doors.evaluated")).isEqualTo("yes");
  }

  private static String attack() {
    return """
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
            xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="doors">
          <process id="attack" isExecutable="true" camunda:historyTimeToLive="P1D">
            <startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/>
            <serviceTask id="t" camunda:expression="%s"/>
            <sequenceFlow id="g" sourceRef="t" targetRef="e"/><endEvent id="e"/>
          </process>
        </definitions>"""
        .formatted(FOREIGN.replace("'", "&apos;"));
  }

  @Test
  void a_stored_filter_with_a_foreign_expression_is_refused_and_not_evaluated() {
    TaskQuery query = engine.getTaskService().createTaskQuery().taskNameLike("x");
    Filter filter =
        engine
            .getFilterService()
            .newTaskFilter("attack")
            .setQuery(
                engine.getTaskService().createTaskQuery().taskCandidateUserExpression(FOREIGN));
    engine.getFilterService().saveFilter(filter);
    assertThatThrownBy(() -> engine.getFilterService().list(filter.getId()))
        .hasStackTraceContaining("nicht erlaubt");
    assertThat(System.getProperty("doors.evaluated")).isNull();
    engine.getFilterService().deleteFilter(filter.getId());
    assertThat(query.list()).isEmpty();
  }

  @Test
  void the_current_user_may_still_be_asked_for() throws Exception {
    askSchools("0001");
    HttpUser school = loggedIn("schule-0001").openTasklist();
    HttpResponse<String> answer =
        school.camunda(
            TASKS, "{\"orQueries\":[{\"candidateGroupsExpression\":\"${currentUserGroups()}\"}]}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("agreeSchedule");
  }

  @Test
  void no_administrator_can_be_created_without_login_when_the_group_is_empty() throws Exception {
    engine.getIdentityService().deleteMembership("admin", Groups.ADMIN);
    try {
      HttpUser nobody = nobody();
      String user =
          "{\"profile\":{\"id\":\"mallory\",\"firstName\":\"M\",\"lastName\":\"M\",\"email\":\"m@example.org\"},\"credentials\":{\"password\":\"Geheim-12345!\"}}";
      assertThat(
              nobody
                  .post("/camunda/api/admin/setup/default/user/create", "application/json", user)
                  .statusCode())
          .isEqualTo(401);
      HttpUser school = loggedIn("schule-0001").openTasklist();
      assertThat(school.camunda("/camunda/api/admin/setup/default/user/create", user).statusCode())
          .isEqualTo(403);
      assertThat(engine.getIdentityService().createUserQuery().userId("mallory").count()).isZero();
    } finally {
      engine.getIdentityService().createMembership("admin", Groups.ADMIN);
    }
  }
}
