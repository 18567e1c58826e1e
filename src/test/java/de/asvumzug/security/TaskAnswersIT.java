package de.asvumzug.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.asvumzug.check.tenant.Gap;
import de.asvumzug.check.tenant.GapRepository;
import de.asvumzug.security.AskedTasks.AskedTask;
import de.asvumzug.security.password.ConfirmationController;
import de.asvumzug.task.ListedPlace;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A task takes the answers of its own form, of the form's types, and keeps them to itself. */
@Tag("long")
class TaskAnswersIT extends DoorsTestBase {
  private static final String TASKS = "/camunda/api/engine/engine/default/task/";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the models go on with, and no form asks for. */
  private static final Set<String> OF_MODELS =
      Set.of(
          "schoolNumber", "migrationId", "route", "overrule", "decidedBy", "workSite", "item_1x");

  @Autowired private GapRepository gaps;
  @Autowired private DoorsFixture.Notebook notebook;

  @BeforeEach
  void deployAllTasks() {
    engine
        .getRepositoryService()
        .createDeployment()
        .name("all-tasks")
        .addString("all-tasks.bpmn", AskedTasks.model())
        .enableDuplicateFiltering(true)
        .deploy();
    notebook.lines().clear();
  }

  @AfterEach
  void endAllTasks() {
    engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processDefinitionKey("allTasks")
        .list()
        .forEach(
            one ->
                engine
                    .getRuntimeService()
                    .deleteProcessInstanceIfExists(
                        one.getId(), "end of test", false, true, false, false));
    gaps.replace(DoorsFixture.MOVE, "0001", List.of());
    gaps.replace(DoorsFixture.MOVE, "0002", List.of());
  }

  @Test
  void no_task_takes_a_variable_that_belongs_to_another_task() throws Exception {
    Set<String> names = new TreeSet<>(AskedTasks.names());
    names.addAll(OF_MODELS);
    int tried = 0;
    for (AskedTask asked : AskedTasks.all().values()) {
      Task task = claimed(asked);
      HttpUser person = person(asked);
      Map<String, Object> before = variables(task);
      for (String foreign : names) {
        if (!asked.fields().containsKey(foreign)) {
          String what = asked.element() + " with " + foreign;
          HttpResponse<String> answer =
              submit(person, task, Map.of(foreign, value("true", "String")));
          assertThat(answer.statusCode()).as(what).isEqualTo(400);
          assertThat(answer.body()).as(what).contains("fragt nicht nach");
          tried++;
        }
      }
      assertThat(variables(task)).as(asked.element()).isEqualTo(before);
      assertThat(taskVariables(task)).as(asked.element()).isEmpty();
      end(task);
    }
    assertThat(tried).isGreaterThan(700);
  }

  @Test
  void no_task_takes_an_answer_of_another_type_than_its_forms() throws Exception {
    for (AskedTask asked : AskedTasks.all().values()) {
      Task task = claimed(asked);
      HttpUser person = person(asked);
      for (Map.Entry<String, String> field : asked.fields().entrySet()) {
        for (Map<String, Object> wrong : wrong(field.getValue())) {
          String what = asked.element() + " with " + field.getKey() + "=" + wrong;
          HttpResponse<String> answer = submit(person, task, Map.of(field.getKey(), wrong));
          assertThat(answer.statusCode()).as(what + ": " + answer.body()).isEqualTo(400);
        }
      }
      assertThat(taskVariables(task)).as(asked.element()).isEmpty();
      end(task);
    }
  }

  private static List<Map<String, Object>> wrong(String type) {
    Map<String, Object> number = value(7, "Integer");
    Map<String, Object> bytes = value("QUJD", "Bytes");
    return switch (type) {
      case "String" ->
          List.of(
              number,
              bytes,
              value(true, "Boolean"),
              value("x".repeat(4001), "String"),
              value("a\0b", "String"),
              value("\uD800", "String"));
      case "Boolean" -> List.of(number, bytes, value("true", "String"));
      case "Date" -> List.of(number, bytes, value("morgen", "String"));
      default -> throw new IllegalStateException("unknown type " + type);
    };
  }

  @Test
  void a_school_cannot_answer_the_points_of_another_schools_task() throws Exception {
    oneGapEach();
    workWithSchools("0001", "0002");
    HttpUser first = loggedIn("schule-0001").openTasklist();
    Task recheck = claim("schule-0001");
    assertThat(
            submit(
                    first,
                    recheck,
                    Map.of(
                        "dataComplete",
                        value(true, "Boolean"),
                        "item_0",
                        value(accepted(), "String")))
                .statusCode())
        .isEqualTo(400);
    assertThat(engine.getTaskService().createTaskQuery().taskId(recheck.getId()).count())
        .isEqualTo(1);
    assertThat(variables(recheck)).doesNotContainKey("item_0");
  }

  @Test
  void what_lies_in_the_process_answers_nothing() throws Exception {
    oneGapEach();
    workWithSchools("0001", "0002");
    HttpUser second = loggedIn("schule-0002").openTasklist();
    Task recheck = claim("schule-0002");
    submit(second, recheck, Map.of("dataComplete", value(true, "Boolean")));
    Task gapsOfSecond = claim("schule-0002");
    // As an earlier version let another school leave them there: one that accepts, one that blocks.
    engine
        .getRuntimeService()
        .setVariables(
            gapsOfSecond.getProcessInstanceId(),
            Map.of("item_0", accepted(), "item_7", "{", "dataComplete", true));
    assertThat(submit(second, gapsOfSecond, Map.of()).statusCode()).isEqualTo(400);
    assertThat(submit(second, gapsOfSecond, Map.of("dataComplete", value(true, "Boolean"))).body())
        .contains("Es fehlt noch", "Eigene Berichte");
    assertThat(
            submit(
                    second,
                    gapsOfSecond,
                    Map.of(
                        "dataComplete",
                        value(true, "Boolean"),
                        "item_0",
                        value(accepted(), "String")))
                .statusCode())
        .isEqualTo(204);
    assertThat(notebook.lines()).last().asString().contains("|0002|completeTenantData|", "|true|");
  }

  @Test
  void a_task_shows_no_variables_of_its_process() throws Exception {
    workWithSchools("0001", "0002");
    Task task = claim("schule-0001");
    engine.getRuntimeService().setVariable(task.getProcessInstanceId(), "comment", "Schule 0002");
    HttpUser school = loggedIn("schule-0001").openTasklist();
    assertThat(school.get(TASKS + task.getId() + "/form-variables").body()).isEqualTo("{}");
    for (String way :
        List.of("/variables", "/localVariables", "/variables/comment", "/variables/")) {
      assertThat(school.get(TASKS + task.getId() + way).statusCode()).as(way).isEqualTo(403);
    }
    assertThat(
            school
                .camunda(
                    TASKS + task.getId() + "/submit-form",
                    "{\"withVariablesInReturn\":true,\"variables\":{\"dataComplete\":{\"value\":true}}}")
                .body())
        .doesNotContain("0002");
  }

  private void oneGapEach() {
    for (String school : List.of("0001", "0002")) {
      gaps.replace(
          DoorsFixture.MOVE,
          school,
          List.of(new Gap(school, "own-reports", "Eigene Berichte", List.of("Elternbrief"), 1)));
    }
  }

  private static String accepted() {
    return "{\"key\":\"own-reports\",\"answer\":\"accepted\"}";
  }

  private Task claimed(AskedTask asked) {
    String instance =
        engine
            .getRuntimeService()
            .createProcessInstanceByKey("allTasks")
            .businessKey(DoorsFixture.MOVE)
            .setVariables(Map.of("migrationId", DoorsFixture.MOVE, "schoolNumber", "0001"))
            .startBeforeActivity(asked.element())
            .execute()
            .getId();
    Task task =
        engine.getTaskService().createTaskQuery().processInstanceId(instance).singleResult();
    engine.getTaskService().setAssignee(task.getId(), user(asked));
    return task;
  }

  private final Map<String, HttpUser> people = new HashMap<>();

  private HttpUser person(AskedTask asked) throws Exception {
    String user = user(asked);
    if (!people.containsKey(user)) {
      people.put(user, loggedIn(user).openTasklist());
    }
    return people.get(user);
  }

  private static String user(AskedTask asked) {
    return switch (asked.group()) {
      case "it-management" -> "itm";
      case "betreiber" -> "betreiber";
      default -> asked.group();
    };
  }

  private Task claim(String school) {
    Task task = taskOf(school);
    engine.getTaskService().setAssignee(task.getId(), school);
    return task;
  }

  /** With the password again, where the task is a decision. */
  private HttpResponse<String> submit(HttpUser person, Task task, Map<String, ?> variables)
      throws Exception {
    String path = TASKS + task.getId() + "/submit-form";
    String body = JSON.writeValueAsString(Map.of("variables", variables));
    HttpResponse<String> answer = person.camunda(path, body);
    if (answer.statusCode() != 403 || !answer.body().contains("noch einmal Ihr Kennwort")) {
      return answer;
    }
    String password = JSON.writeValueAsString(Map.of("password", PASSWORD));
    assertThat(person.post(ConfirmationController.PATH, "application/json", password).statusCode())
        .isEqualTo(204);
    return person.camunda(path, body);
  }

  private static Map<String, Object> value(Object value, String type) {
    return Map.of("value", value, "type", type);
  }

  private Map<String, Object> variables(Task task) {
    return engine.getRuntimeService().getVariables(task.getProcessInstanceId());
  }

  /** Without what the list shows of each task. */
  private Map<String, Object> taskVariables(Task task) {
    Map<String, Object> variables =
        new HashMap<>(engine.getTaskService().getVariablesLocal(task.getId()));
    variables.keySet().removeAll(Set.of(ListedPlace.MOVE, ListedPlace.SCHOOL));
    return variables;
  }

  @Test
  void what_the_list_shows_is_read_by_nothing() throws Exception {
    AskedTask asked = AskedTasks.all().get("agreeSchedule");
    Task task = claimed(asked);

    HttpResponse<String> answer =
        submit(
            person(asked),
            task,
            Map.of(
                "agreed",
                value(true, "Boolean"),
                ListedPlace.MOVE,
                value("U-2026-0666", "String")));

    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 204);
    assertThat(
            engine
                .getHistoryService()
                .createHistoricVariableInstanceQuery()
                .processInstanceId(task.getProcessInstanceId())
                .variableName(ListedPlace.MOVE)
                .list())
        .isNotEmpty()
        .allSatisfy(variable -> assertThat(variable.getTaskId()).isNotNull());
  }

  private void end(Task task) {
    engine
        .getRuntimeService()
        .deleteProcessInstanceIfExists(
            task.getProcessInstanceId(), "tried", false, true, false, false);
  }
}
