package de.asvumzug.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import de.asvumzug.security.AskedTasks.AskedTask;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Plans, form answers, queries and parameters that nobody in their right mind sends, drawn from a
 * fixed seed: the application answers each without a failure of its own and keeps nothing of what
 * it refuses. How many is the system property {@code asv.requests}; 10,000 in the soak.
 */
@Tag("long")
class SeededRequestsIT extends DoorsTestBase {
  private static final long SEED = Long.getLong("asv.requests.seed", 20261127L);
  private static final String ENGINE = "/camunda/api/engine/engine/default";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> ODD =
      List.of(
          "",
          " ",
          "x",
          "0001",
          "null",
          "true",
          "-1",
          "0",
          "99999999999999999999",
          "1e400",
          "NaN",
          "2026-13-45T99:99:99.999+0000",
          "2026-12-18T17:00:00.000+0100",
          "9999999-01-01T00:00:00.000+0000",
          "%",
          "%25",
          "_",
          "'",
          "\"",
          "\\",
          "'; drop table umzug.trail; --",
          "${1+1}",
          "#{currentUser()}",
          "${currentUser()}",
          "<script>alert(1)</script>",
          "../../etc/passwd",
          "a\0b",
          "\uD800",
          "\u202E",
          "ä\u0308\uD83D\uDE00",
          "\r\nX-Injected: 1",
          "x".repeat(300),
          "y".repeat(5000));

  private static final List<String> QUERIES =
      List.of(
          "/task",
          "/task/count",
          "/process-instance",
          "/process-instance/count",
          "/execution",
          "/variable-instance",
          "/job",
          "/external-task",
          "/user",
          "/group",
          "/history/process-instance",
          "/history/activity-instance",
          "/history/task",
          "/history/variable-instance",
          "/history/detail",
          "/history/decision-instance",
          "/history/job-log",
          "/history/external-task-log",
          "/filter",
          "/incident",
          "/deployment",
          "/process-definition",
          "/decision-definition",
          "/authorization",
          "/identity/groups",
          "/history/user-operation",
          "/history/incident");

  private static final List<String> KEYS =
      List.of(
          "taskId",
          "taskIdIn",
          "assignee",
          "assigneeExpression",
          "candidateGroup",
          "candidateGroups",
          "candidateGroupsExpression",
          "candidateUser",
          "candidateUserExpression",
          "processInstanceId",
          "processInstanceIds",
          "processInstanceBusinessKey",
          "processInstanceBusinessKeyLike",
          "processDefinitionKey",
          "processDefinitionKeyIn",
          "taskVariables",
          "processVariables",
          "variables",
          "orQueries",
          "sorting",
          "sortBy",
          "sortOrder",
          "firstResult",
          "maxResults",
          "createdAfter",
          "createdBefore",
          "createdBeforeExpression",
          "dueDate",
          "dueAfterExpression",
          "followUpBefore",
          "priority",
          "minPriority",
          "active",
          "suspended",
          "name",
          "nameLike",
          "nameNotEqual",
          "delegationState",
          "tenantIdIn",
          "withoutTenantId",
          "includeAssignedTasks",
          "variableName",
          "variableValues",
          "startedAfter",
          "finished",
          "incidentType",
          "userId",
          "id",
          "idIn",
          "firstNameLike",
          "memberOfGroup",
          "type",
          "resourceType",
          "itemCount",
          "deserializeValues");

  private static final List<String> ADDRESSES =
      List.of(
          "/api/migrations",
          "/api/migrations/{}",
          "/api/migrations/{}/steps",
          "/api/migrations/{}/trail",
          "/api/migrations/{}/trail/verification",
          "/api/trail/verification",
          "/api/tasks/{}/briefing",
          "/umzuege/{}",
          "/umzuege/{}/abbruch",
          "/",
          "/login",
          "/gibt-es-nicht/{}",
          "/camunda/app/tasklist/{}/",
          "/camunda/api/admin/auth/user/{}",
          "/camunda/api/cockpit/plugin/base/default/process-definition/{}/called-process-definitions",
          ENGINE + "/task/{}",
          ENGINE + "/task/{}/form",
          ENGINE + "/task/{}/deployed-form",
          ENGINE + "/task/{}/rendered-form",
          ENGINE + "/task/{}/identity-links",
          ENGINE + "/task/{}/comment",
          ENGINE + "/filter/{}",
          ENGINE + "/filter/{}/list",
          ENGINE + "/user/{}/profile",
          ENGINE + "/group/{}",
          ENGINE + "/process-definition/{}/xml",
          ENGINE + "/process-instance/{}",
          ENGINE + "/process-instance/{}/activity-instances",
          ENGINE + "/history/process-instance/{}");

  @Autowired private JdbcClient jdbc;
  @Autowired private DoorsFixture.Notebook notebook;

  private final Random random = new Random(SEED);
  private final Map<String, HttpUser> people = new HashMap<>();
  private final List<String> failures = new ArrayList<>();
  private int refused;
  private int answered;

  int requests() {
    return Integer.getInteger("asv.requests", 800);
  }

  @BeforeEach
  void deployAllTasks() throws Exception {
    engine
        .getRepositoryService()
        .createDeployment()
        .name("all-tasks")
        .addString("all-tasks.bpmn", AskedTasks.model())
        .enableDuplicateFiltering(true)
        .deploy();
    for (String user : List.of("schule-0001", "technik", "betreiber", "itm", "admin")) {
      people.put(user, loggedIn(user).openTasklist());
    }
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
  }

  @Test
  void no_request_makes_the_application_fail_and_none_that_is_refused_leaves_anything()
      throws Exception {
    JsonNode plan =
        new YAMLMapper().readTree(Path.of("src/test/resources/plans/ganzer-server.yaml").toFile());
    List<Task> tasks = tasks();
    for (int i = 0; i < requests(); i++) {
      switch (i % 4) {
        case 0 -> plan(i, plan.deepCopy());
        case 1 -> answers(i, tasks.get(random.nextInt(tasks.size())));
        case 2 -> query(i);
        default -> parameters(i);
      }
    }
    assertThat(failures).isEmpty();
    assertThat(refused).as("refused").isGreaterThan(requests() / 4);
    assertThat(answered).as("answered").isGreaterThan(requests() / 8);
  }

  private List<Task> tasks() {
    List<Task> tasks = new ArrayList<>();
    for (AskedTask asked : AskedTasks.all().values()) {
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
      String user = asked.group().equals("it-management") ? "itm" : asked.group();
      engine.getTaskService().setAssignee(task.getId(), user);
      tasks.add(
          engine.getTaskService().createTaskQuery().processInstanceId(instance).singleResult());
    }
    return tasks;
  }

  /** Always for machines that are not set up, so that no move begins. */
  private void plan(int number, JsonNode plan) throws Exception {
    for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
      spoil(plan);
    }
    String body = JSON.writeValueAsString(plan);
    judge(
        number,
        "POST /api/migrations " + body,
        () ->
            people
                .get("technik")
                .post(
                    "/api/migrations",
                    "application/json",
                    body,
                    "Authorization",
                    HttpUser.basic("technik", PASSWORD)));
  }

  private void spoil(JsonNode node) {
    if (node instanceof ObjectNode object && !object.isEmpty()) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      String name = names.get(random.nextInt(names.size()));
      if (object.get(name).isContainerNode() && random.nextInt(4) > 0) {
        spoil(object.get(name));
      } else if (random.nextInt(5) == 0) {
        object.remove(name);
      } else if (random.nextInt(6) == 0) {
        object.set(odd(), value(0));
      } else {
        object.set(name, value(0));
      }
    } else if (node instanceof ArrayNode array && !array.isEmpty()) {
      int at = random.nextInt(array.size());
      if (array.get(at).isContainerNode() && random.nextInt(4) > 0) {
        spoil(array.get(at));
      } else {
        array.set(at, value(0));
      }
    }
  }

  private void answers(int number, Task task) throws Exception {
    AskedTask asked = AskedTasks.all().get(task.getTaskDefinitionKey());
    List<String> names = new ArrayList<>(AskedTasks.names());
    ObjectNode variables = JSON.createObjectNode();
    for (String own : asked.fields().keySet()) {
      if (random.nextInt(3) > 0) {
        variables.set(own, typed(asked.fields().get(own)));
      }
    }
    if (random.nextBoolean()) {
      variables.set(
          random.nextBoolean() ? odd() : names.get(random.nextInt(names.size())), typed("String"));
    }
    ObjectNode body = JSON.createObjectNode();
    body.set("variables", random.nextInt(12) == 0 ? value(0) : variables);
    String text = JSON.writeValueAsString(body);
    String path = ENGINE + "/task/" + task.getId() + "/submit-form";
    judge(
        number,
        task.getTaskDefinitionKey() + " " + text,
        () -> people.get(task.getAssignee()).camunda(path, text));
  }

  private ObjectNode typed(String type) {
    ObjectNode typed = JSON.createObjectNode();
    typed.set("value", value(0));
    if (random.nextInt(4) > 0) {
      List<String> types =
          List.of(
              type, "Boolean", "String", "Date", "Integer", "Bytes", "File", "Object", "Null", "x");
      typed.put("type", types.get(random.nextInt(types.size())));
    }
    if (random.nextInt(8) == 0) {
      typed.set("valueInfo", value(0));
    }
    return typed;
  }

  private void query(int number) throws Exception {
    String path = QUERIES.get(random.nextInt(QUERIES.size()));
    HttpUser person = anybody();
    if (random.nextBoolean()) {
      ObjectNode body = JSON.createObjectNode();
      for (int keys = random.nextInt(4); keys >= 0; keys--) {
        body.set(KEYS.get(random.nextInt(KEYS.size())), value(0));
      }
      String text = JSON.writeValueAsString(body);
      judge(number, "POST " + path + " " + text, () -> person.camunda(ENGINE + path, text));
    } else {
      String asked = path + parameters();
      judge(number, "GET " + asked, () -> person.get(ENGINE + asked));
    }
  }

  private void parameters(int number) throws Exception {
    String address =
        ADDRESSES.get(random.nextInt(ADDRESSES.size())).replace("{}", encoded(odd()))
            + parameters();
    HttpUser person = anybody();
    judge(
        number,
        "GET " + address,
        () ->
            random.nextInt(3) == 0
                ? person.get(address, "Accept", "text/html")
                : person.get(address));
  }

  private String parameters() {
    StringBuilder text = new StringBuilder();
    for (int keys = random.nextInt(3); keys > 0; keys--) {
      text.append(text.isEmpty() ? "?" : "&")
          .append(KEYS.get(random.nextInt(KEYS.size())))
          .append('=')
          .append(encoded(odd()));
    }
    return text.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(
            text.length() > 400 ? text.substring(0, 400) : text, StandardCharsets.UTF_8)
        .replace("+", "%20");
  }

  private HttpUser anybody() {
    List<String> names = new ArrayList<>(new TreeMap<>(people).keySet());
    return people.get(names.get(random.nextInt(names.size())));
  }

  private String odd() {
    return ODD.get(random.nextInt(ODD.size()));
  }

  private JsonNode value(int depth) {
    JsonNodeFactory nodes = JSON.getNodeFactory();
    return switch (random.nextInt(depth > 2 ? 7 : 10)) {
      case 0 -> nodes.nullNode();
      case 1 -> nodes.booleanNode(random.nextBoolean());
      case 2 -> nodes.numberNode(random.nextInt());
      case 3 -> nodes.numberNode(random.nextLong());
      case 4 -> nodes.numberNode(random.nextDouble() * 1e300);
      case 5, 6 -> nodes.textNode(odd());
      case 7 -> nodes.arrayNode().add(value(depth + 1)).add(value(depth + 1));
      case 8 -> nodes.objectNode();
      default ->
          nodes
              .objectNode()
              .<ObjectNode>set(KEYS.get(random.nextInt(KEYS.size())), value(depth + 1));
    };
  }

  @FunctionalInterface
  private interface Request {
    HttpResponse<String> send() throws Exception;
  }

  private void judge(int number, String what, Request request) throws Exception {
    Map<String, Object> before = stored();
    HttpResponse<String> answer = request.send();
    int status = answer.statusCode();
    if (status >= 500) {
      failures.add(number + " " + shown(what) + " → " + status + " " + shown(answer.body()));
    }
    if (status >= 400) {
      refused++;
      if (!stored().equals(before)) {
        failures.add(number + " " + shown(what) + " → " + status + ", but kept " + stored());
      }
    } else {
      answered++;
    }
  }

  private static String shown(String text) {
    return text.length() > 300 ? text.substring(0, 300) + "…" : text;
  }

  /** How much there is of everything that a request could leave behind. */
  private Map<String, Object> stored() {
    Map<String, Object> counts =
        new TreeMap<>(
            jdbc.sql(
                    """
                    select (select count(*) from act_ru_variable) variables,
                      (select count(*) from act_ru_execution) executions,
                      (select count(*) from act_ru_task where suspension_state_ = 1) tasks,
                      (select count(*) from act_id_user) users,
                      (select count(*) from act_id_membership) memberships,
                      (select count(*) from act_ru_filter) filters,
                      (select count(*) from act_ru_authorization) authorizations,
                      (select count(*) from act_re_deployment) deployments,
                      (select count(*) from act_hi_comment) comments,
                      (select count(*) from umzug.migration) migrations""")
                .query()
                .singleRow());
    counts.put("notes", notebook.lines().size());
    return counts;
  }
}
