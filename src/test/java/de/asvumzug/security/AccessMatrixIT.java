package de.asvumzug.security;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Migrations;
import de.asvumzug.security.AccessTable.Answer;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.TrailKind;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Each role at each of our addresses, asked about its own move, another's and one that was never
 * given: answered as docs/security-access.md says, and never with a word of the other move.
 */
class AccessMatrixIT extends DoorsTestBase {
  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String STEP = "matrixStep";
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  /** Spring's page for what went wrong, and the demo's mails, which are not in the product. */
  private static final Pattern NOT_OURS = Pattern.compile("/error|/demo(/.*)?");

  /** What differs from answer to answer and says nothing. */
  private static final Pattern CHANCE =
      Pattern.compile(
          "name=\"_csrf\" value=\"[^\"]+\"|\"timestamp\":\"[^\"]+\"|\"number\":\\d+"
              + "|/kalender/[A-Za-z0-9_-]{43}\\.ics"
              + "|<time id=\"stand\"[^>]*>[^<]*</time>");

  /** The account of each role, and the element of the task that waits for it. */
  private static final Map<String, String> ACCOUNTS =
      Map.of(
          "nobody", "",
          "school", "schule-0001",
          "other school", "schule-0002",
          "technik", "technik",
          "betreiber", "betreiber",
          "it-management", "itm",
          "admin", "admin",
          "worker on site", "worker-nord");

  /** Roles for which there is no move but their own. */
  private static final Set<String> STRANGERS =
      Set.of("nobody", "school", "other school", "worker on site");

  private static final Map<String, String> STAFF_TASKS =
      Map.of(
          "technik", "confirmPreparation",
          "betreiber", "approveMove",
          "it-management", "acceptMigration");

  /** Bodies that are understood; an endpoint that is not named here gets {@code {}}. */
  private static final Map<String, String> BODIES =
      Map.ofEntries(
          Map.entry("POST /api/migrations/{id}/abort", "{\"reason\":\"Die Leitung ist gestört.\"}"),
          Map.entry(
              "POST /umzuege/{id}/abbruch",
              "reason=Die+Leitung+ist+weg&confirmed=true&password=" + PASSWORD),
          Map.entry("POST /schule/aufgaben/{task}", "antwort="),
          Map.entry("POST /kennwort", "current=x&fresh=eins&repeated=zwei"),
          Map.entry("POST /kennwort/bestaetigung", "{\"password\":\"" + PASSWORD + "\"}"),
          Map.entry(
              "POST /api/worker/route",
              """
              {"scope":"ALL","sourceVariant":"ENTERPRISE","targetVariant":"ENTERPRISE",
               "targetInUse":false,"sourceServesOthers":false,"cloneTool":false}"""),
          Map.entry(
              "POST /api/worker/moves/{id}/evidence/{name}",
              "{\"key\":\"%s\",\"element\":\"matrixStep\",\"document\":\"{}\"}"),
          Map.entry(
              "POST /api/worker/moves/{id}/trail",
              """
              {"key":"%s","element":"matrixStep","kind":"NOTE","text":"gesehen","details":{}}"""),
          Map.entry("POST /api/worker/moves/{id}/gaps/{school}", "{\"gaps\":[]}"),
          Map.entry("POST /api/worker/tasks/{task}/attempt", "{\"worker\":\"w\"}"),
          Map.entry(
              "POST /api/worker/attempts/{attempt}/progress?lease=1",
              "{\"done\":1,\"total\":2,\"unit\":\"Zeilen\",\"text\":\"liest\"}"),
          Map.entry("POST /api/worker/attempts/{attempt}/takeover?lease=0", "{\"worker\":\"w\"}"),
          Map.entry(
              "POST /api/worker/attempts/{attempt}/end?lease=1",
              "{\"key\":\"%s\",\"how\":\"CANCELLED\"}"));

  /** What a task can be asked at the engine; what follows its id. */
  private static final List<String> AT_THE_ENGINE =
      List.of(
          "GET ",
          "GET /form",
          "GET /deployed-form",
          "GET /rendered-form",
          "GET /form-variables",
          "GET /identity-links",
          "GET /comment",
          "GET /attachment",
          "POST /claim",
          "POST /unclaim",
          "POST /submit-form");

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  private RequestMappingHandlerMapping routes;

  @Autowired private Migrations migrations;
  @Autowired private AuditTrail trail;

  private final Map<String, String> attempts = new LinkedHashMap<>();

  /** The ids that an address is asked with, by the name of its variable. */
  private record Asked(String move, String task, String externalTask, String attempt) {
    String fill(String address) {
      return address
          .replace("/tasks/{taskId}", "/tasks/" + task)
          .replace("/aufgaben/{task}", "/aufgaben/" + task)
          .replace("/danke/{task}", "/danke/" + task)
          .replace("{task}", externalTask)
          .replace("{attempt}", attempt)
          .replace("{id}", move)
          .replace("{name}", "findings-source")
          .replace("{key}", "asv-migration")
          .replace("{token}", "never-given")
          .replace("{school}", "0001")
          .replace("{mail}", "agreed")
          .replace("{recipient}", "schule")
          .replace("{line}", "1")
          .replace("{log}", "1");
    }

    String without(String text) {
      String rest = CHANCE.matcher(text).replaceAll("");
      for (String id : List.of(move, task, externalTask)) {
        rest = rest.replace(id, "ID");
      }
      return rest.replace("/attempts/" + attempt + "/", "/attempts/ID/");
    }
  }

  /** A logged-in person, a worker, or nobody. */
  private record Caller(HttpUser http, String token, String basic) {
    HttpResponse<String> ask(String method, String address, String body) throws Exception {
      List<String> headers = new ArrayList<>(List.of("X-CSRF-TOKEN", token));
      if (basic != null) {
        headers.addAll(List.of("Authorization", basic));
      }
      boolean page = !address.startsWith("/api/");
      if (method.equals("GET")) {
        headers.addAll(List.of("Accept", page && !forScript(address) ? "text/html" : "*/*"));
        return http.get(address, headers.toArray(String[]::new));
      }
      if (!method.equals("POST")) {
        return http.send(method, address, headers.toArray(String[]::new));
      }
      String type = page && !body.startsWith("{") ? FORM : JSON;
      return http.post(address, type, body, headers.toArray(String[]::new));
    }

    /** What a page's script asks for. */
    private static boolean forScript(String address) {
      return address.endsWith("/aenderungen") || address.contains("/modelle/");
    }
  }

  @BeforeEach
  void two_moves_under_way() throws Exception {
    for (Migration plan : List.of(TwoMoves.north(), TwoMoves.south())) {
      if (migrations.find(plan.id()).isEmpty()) {
        migrations.insert(plan, "technik");
        trail.append(
            new AuditEvent(
                plan.id(),
                TrailKind.NOTE,
                "technik",
                null,
                null,
                null,
                "Begonnen: " + plan.title(),
                Map.of()));
      }
    }
    engine
        .getRepositoryService()
        .createDeployment()
        .name("access-matrix")
        .addString("all-tasks.bpmn", AskedTasks.model())
        .addModelInstance(
            "matrix.bpmn",
            Bpmn.createExecutableProcess("matrix")
                .camundaHistoryTimeToLive(1)
                .startEvent()
                .serviceTask(STEP)
                .camundaExternalTask(STEP)
                .endEvent()
                .done())
        .enableDuplicateFiltering(true)
        .deploy();
    start("doors", TwoMoves.NORTH, null, Map.of("schools", List.of("0001", "0003")));
    start("doors", TwoMoves.SOUTH, null, Map.of("schools", List.of("0002")));
    for (String element : STAFF_TASKS.values()) {
      start("allTasks", TwoMoves.NORTH, element, Map.of());
    }
    for (String move : List.of(TwoMoves.NORTH, TwoMoves.SOUTH)) {
      start("matrix", move, null, Map.of());
      attempts.put(move, attempt(move));
    }
  }

  @AfterEach
  void end_them() {
    engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processDefinitionKeyIn("allTasks", "matrix")
        .list()
        .forEach(one -> end(one.getId()));
  }

  @Test
  void every_address_of_ours_has_a_row_in_the_table() throws Exception {
    assertThat(AccessTable.read().keySet()).containsExactlyInAnyOrderElementsOf(endpoints());
  }

  @Test
  void each_role_is_answered_at_each_address_as_the_table_says() throws Exception {
    Map<String, Map<String, Answer>> table = AccessTable.read();
    List<String> wrong = new ArrayList<>();
    for (String role : ACCOUNTS.keySet()) {
      Caller caller = caller(role);
      for (String endpoint : endpoints()) {
        Answer expected =
            table.getOrDefault(endpoint, Map.of()).get(role.replace("other school", "school"));
        Answer answered =
            new Answer(
                ask(caller, endpoint, own(role)).statusCode(),
                ask(caller, endpoint, foreign(role)).statusCode(),
                ask(caller, endpoint, neverGiven()).statusCode());
        if (!answered.equals(expected)) {
          wrong.add(endpoint + " | " + role + " | " + answered + " instead of " + expected);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void no_school_and_no_site_can_tell_a_foreign_id_from_one_that_was_never_given()
      throws Exception {
    List<String> wrong = new ArrayList<>();
    for (String role : STRANGERS) {
      Caller caller = caller(role);
      for (String endpoint : endpoints()) {
        String never = answer(caller, endpoint, neverGiven());
        for (Asked foreign : List.of(foreign(role), beside(role))) {
          String answer = answer(caller, endpoint, foreign);
          if (!answer.equals(never)) {
            wrong.add(role + " " + endpoint + ": " + answer + "\n  instead of " + never);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void a_school_cannot_tell_a_foreign_task_from_none_at_the_engine_either() throws Exception {
    HttpUser school = loggedIn("schule-0001").openTasklist();
    List<String> wrong = new ArrayList<>();
    for (String endpoint : AT_THE_ENGINE) {
      String never = atTheEngine(school, endpoint, neverGiven().task());
      for (String task : List.of(foreign("school").task(), beside("school").task())) {
        String answer = atTheEngine(school, endpoint, task);
        if (!answer.equals(never)) {
          wrong.add(endpoint + ": " + answer + "\n  instead of " + never);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private String atTheEngine(HttpUser school, String endpoint, String task) throws Exception {
    String method = endpoint.substring(0, endpoint.indexOf(' '));
    String path = "/camunda/api/engine/engine/default/task/" + task;
    HttpResponse<String> answer =
        school.change(
            method,
            path + endpoint.substring(endpoint.indexOf(' ') + 1),
            method.equals("GET") ? "" : "{\"userId\":\"schule-0001\"}");
    return answer.statusCode() + " " + answer.body().replace(task, "ID");
  }

  @Test
  void no_answer_has_a_word_of_a_move_that_was_not_asked_for() throws Exception {
    List<String> wrong = new ArrayList<>();
    for (String role : ACCOUNTS.keySet()) {
      Caller caller = caller(role);
      boolean staff = !STRANGERS.contains(role);
      for (String endpoint : endpoints()) {
        // Staff sees all moves in lists, and a trail is taken away with the book of all trails.
        if (!staff || endpoint.contains("{") && !endpoint.endsWith("/{id}/trail")) {
          wrong.addAll(leaks(caller, role, endpoint, own(role), stranger(role)));
        }
        if (!staff) {
          wrong.addAll(leaks(caller, role, endpoint, foreign(role), stranger(role)));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void no_address_takes_a_method_that_it_is_not_made_for() throws Exception {
    Set<String> endpoints = endpoints();
    List<String> wrong = new ArrayList<>();
    for (String role : List.of("nobody", "school", "technik")) {
      Caller caller = caller(role);
      for (String endpoint : endpoints) {
        String path = endpoint.substring(endpoint.indexOf(' ') + 1).replaceAll("\\?.*", "");
        for (String method : List.of("GET", "POST", "PUT", "DELETE", "PATCH")) {
          boolean made = endpoints.stream().anyMatch(one -> one.startsWith(method + " " + path));
          // The log-in takes its own POST before any address is looked up.
          if (!made && !path.equals("/login")) {
            int status = caller.ask(method, own(role).fill(path), "{}").statusCode();
            if (!Set.of(401, 403, 404, 405, 415).contains(status) && status != 302) {
              wrong.add(role + " " + method + " " + path + ": " + status);
            }
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private List<String> leaks(
      Caller caller, String role, String endpoint, Asked asked, String stranger) throws Exception {
    HttpResponse<String> answer = ask(caller, endpoint, asked);
    String text = asked.without(answer.body() + answer.headers().map());
    return TwoMoves.marksOf(stranger).stream()
        .filter(text::contains)
        .map(mark -> role + " reads " + mark + " at " + endpoint + ": " + text)
        .toList();
  }

  private String answer(Caller caller, String endpoint, Asked asked) throws Exception {
    HttpResponse<String> answer = ask(caller, endpoint, asked);
    return asked.without(
        answer.statusCode()
            + " "
            + answer.headers().firstValue("Location").orElse("")
            + answer.headers().firstValue("Content-Type").orElse("")
            + " "
            + answer.body());
  }

  private HttpResponse<String> ask(Caller caller, String endpoint, Asked asked) throws Exception {
    String method = endpoint.substring(0, endpoint.indexOf(' '));
    if (endpoint.endsWith("/abort") || endpoint.endsWith("/words")) {
      // One's password, given again, is good for one decision.
      String again = "POST /kennwort/bestaetigung";
      caller.ask("POST", again.substring(5), BODIES.get(again));
    }
    String body = BODIES.getOrDefault(endpoint, "{}").replace("%s", UUID.randomUUID().toString());
    return caller.ask(method, asked.fill(endpoint.substring(endpoint.indexOf(' ') + 1)), body);
  }

  /** Every address that Spring knows, with its methods. */
  private Set<String> endpoints() {
    Set<String> endpoints = new TreeSet<>();
    for (RequestMappingInfo info : routes.getHandlerMethods().keySet()) {
      for (String path : info.getPatternValues()) {
        if (NOT_OURS.matcher(path).matches()) {
          continue;
        }
        Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
        for (RequestMethod method : methods.isEmpty() ? Set.of(RequestMethod.GET) : methods) {
          endpoints.add(method + " " + path + needed(method + " " + path));
        }
      }
    }
    return endpoints;
  }

  /** Parameters without which an address is not understood. */
  private static String needed(String endpoint) {
    if (endpoint.endsWith("/takeover")) {
      return "?lease=0";
    }
    return endpoint.matches("POST .*/attempts/.*") ? "?lease=1" : "";
  }

  private Caller caller(String role) throws Exception {
    String account = ACCOUNTS.get(role);
    if (role.equals("worker on site")) {
      return new Caller(nobody(), "none", HttpUser.basic(account, SITE_PASSWORD));
    }
    HttpUser http = account.isEmpty() ? nobody() : loggedIn(account);
    Matcher token = TOKEN.matcher(http.get(account.isEmpty() ? "/login" : "/kennwort").body());
    assertThat(token.find()).as("CSRF token of %s", role).isTrue();
    return new Caller(http, token.group(1), null);
  }

  private static String homeOf(String role) {
    return role.equals("other school") ? TwoMoves.SOUTH : TwoMoves.NORTH;
  }

  private static String stranger(String role) {
    return homeOf(role).equals(TwoMoves.NORTH) ? TwoMoves.SOUTH : TwoMoves.NORTH;
  }

  private Asked own(String role) {
    String move = homeOf(role);
    String task =
        STAFF_TASKS.containsKey(role)
            ? taskAt(STAFF_TASKS.get(role))
            : schoolsTask(role.equals("other school") ? "0002" : "0001");
    return new Asked(move, task, externalTask(move), attempts.get(move));
  }

  private Asked foreign(String role) {
    String move = stranger(role);
    String task = schoolsTask(move.equals(TwoMoves.NORTH) ? "0001" : "0002");
    return new Asked(move, task, externalTask(move), attempts.get(move));
  }

  /** The other move, with the task of another school of one's own move. */
  private Asked beside(String role) {
    Asked foreign = foreign(role);
    return new Asked(
        foreign.move(), schoolsTask("0003"), foreign.externalTask(), foreign.attempt());
  }

  private static Asked neverGiven() {
    return new Asked(
        TwoMoves.NEVER_GIVEN,
        UUID.randomUUID().toString(),
        UUID.randomUUID().toString(),
        "987654321");
  }

  private void start(String model, String move, String element, Map<String, Object> variables) {
    Map<String, Object> all = new LinkedHashMap<>(variables);
    all.put("migrationId", move);
    var instance =
        engine
            .getRuntimeService()
            .createProcessInstanceByKey(model)
            .businessKey(move)
            .setVariables(all);
    ProcessInstance started =
        element == null ? instance.execute() : instance.startBeforeActivity(element).execute();
    assertThat(started.isEnded()).isFalse();
  }

  /** Also when somebody has taken it over. */
  private String schoolsTask(String school) {
    return engine
        .getTaskService()
        .createTaskQuery()
        .taskCandidateGroup("schule-" + school)
        .includeAssignedTasks()
        .singleResult()
        .getId();
  }

  private String taskAt(String element) {
    return engine
        .getTaskService()
        .createTaskQuery()
        .taskDefinitionKey(element)
        .singleResult()
        .getId();
  }

  private String externalTask(String move) {
    return engine.getExternalTaskService().createExternalTaskQuery().topicName(STEP).list().stream()
        .filter(task -> task.getBusinessKey().equals(move))
        .map(ExternalTask::getId)
        .findFirst()
        .orElseThrow();
  }

  private String attempt(String move) throws Exception {
    String account = move.equals(TwoMoves.NORTH) ? "worker-nord" : "worker-sued";
    HttpResponse<String> answer =
        nobody()
            .post(
                "/api/worker/tasks/" + externalTask(move) + "/attempt",
                JSON,
                "{\"worker\":\"w\"}",
                "Authorization",
                HttpUser.basic(account, SITE_PASSWORD));
    Matcher id = Pattern.compile("\"id\":(\\d+)").matcher(answer.body());
    assertThat(id.find()).as(answer.body()).isTrue();
    return id.group(1);
  }
}
