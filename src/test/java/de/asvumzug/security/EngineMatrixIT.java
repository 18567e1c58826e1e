package de.asvumzug.security;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.security.worker.WorkerAccount;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Each role at each resource of the engine: let in exactly as the table in docs/ says. */
@Tag("long")
class EngineMatrixIT extends DoorsTestBase {
  private static final String ENGINE = "/camunda/api/engine/engine/default";
  private static final Pattern ADDRESS = Pattern.compile("`(/[^`]+)`");

  /** Roles at Camunda's pages, with a person of each. */
  private static final Map<String, String> PEOPLE =
      Map.of(
          "school", "schule-0001",
          "technik", "technik",
          "betreiber", "betreiber",
          "it-management", "itm",
          "admin", "admin");

  @Autowired private WorkerAccount worker;
  private HttpUser anonymous;

  /** A line of the table. */
  private record Line(String who, Set<String> methods, List<Pattern> addresses) {
    boolean isAbout(String method, String path) {
      // HEAD and OPTIONS read like GET.
      String read = Set.of("HEAD", "OPTIONS").contains(method) ? "GET" : method;
      return (methods.contains(read) || methods.contains("any"))
          && addresses.stream().anyMatch(address -> address.matcher(path).matches());
    }
  }

  @Test
  void each_role_is_let_in_at_each_resource_as_the_table_says() throws Exception {
    List<Line> table = table();
    Set<String> resources = EngineResources.all();
    assertThat(resources).hasSizeGreaterThan(300);
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, String> role : PEOPLE.entrySet()) {
      HttpUser person = loggedIn(role.getValue()).openTasklist();
      for (String resource : resources) {
        String method = resource.substring(0, resource.indexOf(' '));
        String path = ENGINE + resource.substring(resource.indexOf(' ') + 1);
        boolean expected = mayEnter(role.getKey(), table, method, path);
        HttpResponse<String> answer = person.change(method, path, "{}");
        if (expected != entered(answer)) {
          wrong.add(
              role.getKey() + " " + resource + ": " + answer.statusCode() + " " + answer.body());
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void no_resource_is_open_to_nobody_and_the_workers_to_workers_alone() throws Exception {
    List<Line> table = table();
    anonymous = nobody();
    String account = HttpUser.basic(worker.user(), worker.password());
    String admin = HttpUser.basic("admin", PASSWORD);
    List<String> wrong = new ArrayList<>();
    for (String resource : EngineResources.all()) {
      String method = resource.substring(0, resource.indexOf(' '));
      String path = resource.substring(resource.indexOf(' ') + 1);
      for (String base : List.of(ENGINE, "/engine-rest")) {
        int status = nobodys(method, base + path, null);
        if (status != 401 && status != 403) {
          wrong.add("nobody " + method + " " + base + path + ": " + status);
        }
      }
      boolean workers = mayEnter("worker", table, method, "/engine-rest" + path);
      int status = nobodys(method, "/engine-rest" + path, account);
      if (workers == (status == 401 || status == 403)) {
        wrong.add("worker " + resource + ": " + status);
      }
      if (nobodys(method, "/engine-rest" + path, admin) != 403) {
        wrong.add("admin at " + resource);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void a_task_is_open_to_those_whose_it_is_and_to_nobody_else() throws Exception {
    Map<String, Set<String>> answered = new LinkedHashMap<>();
    for (String action : List.of("/claim", "/unclaim", "/submit-form")) {
      Set<String> let = new TreeSet<>();
      for (String user : List.of("schule-0001", "schule-0002", "technik", "itm", "admin")) {
        askSchools("0001");
        Task task = taskOf("schule-0001");
        HttpUser person = loggedIn(user).openTasklist();
        if (!action.equals("/claim")) {
          engine.getTaskService().setAssignee(task.getId(), "schule-0001");
        }
        String body =
            action.equals("/claim")
                ? "{\"userId\":\"%s\"}".formatted(user)
                : "{\"variables\":{\"agreed\":{\"value\":true}}}";
        if (person.camunda(ENGINE + "/task/" + task.getId() + action, body).statusCode() == 204) {
          let.add(user);
        }
        endTinyProcesses();
      }
      answered.put(action, let);
    }
    assertThat(answered)
        .isEqualTo(
            Map.of(
                "/claim", Set.of("schule-0001"),
                "/unclaim", Set.of("admin", "schule-0001"),
                "/submit-form", Set.of("schule-0001")));
  }

  @Test
  void an_account_is_open_to_its_person_and_to_administrators() throws Exception {
    String profile =
        "{\"id\":\"technik2\",\"firstName\":\"T\",\"lastName\":\"Z\",\"email\":\"t@example.org\"}";
    Set<String> let = new TreeSet<>();
    for (String user : List.of("technik2", "technik", "itm", "schule-0001", "admin")) {
      HttpUser person = loggedIn(user).openTasklist();
      if (person.change("PUT", ENGINE + "/user/technik2/profile", profile).statusCode() == 204) {
        let.add(user);
      }
    }
    assertThat(let).containsExactlyInAnyOrder("technik2", "admin");
  }

  /** Refused at the door: in our words. What the engine says to those let in is another matter. */
  private static boolean entered(HttpResponse<String> answer) {
    return answer.statusCode() != 401
        && (answer.statusCode() != 403
            || !answer
                .headers()
                .firstValue("Content-Type")
                .orElse("")
                .startsWith("application/problem+json"));
  }

  /** With {@code x} for every object: foreign, and nobody's own. */
  private static boolean mayEnter(String role, List<Line> table, String method, String path) {
    for (Line line : table) {
      if (line.isAbout(method, path)) {
        return switch (line.who()) {
          case "person" ->
              !role.equals("worker")
                  && !(role.equals("school") && path.endsWith("/task/x/form-variables"));
          case "self or admin", "admin" -> role.equals("admin") && !path.contains("/group/worker/");
          case "worker" -> role.equals("worker");
          case "nobody", "candidate", "assignee" -> false;
          default -> throw new IllegalStateException("who is " + line.who());
        };
      }
    }
    return false;
  }

  private static List<Line> table() throws IOException {
    Path joined = Path.of("docs/security.md");
    Path own = Path.of("docs/security-engine.md");
    List<Line> table = new ArrayList<>();
    for (String line : Files.readString(Files.exists(own) ? own : joined).split("\n")) {
      String[] cells = line.split("\\|");
      if (cells.length >= 4 && cells[3].contains("`/")) {
        boolean engine = cells[3].contains("engine `");
        List<Pattern> addresses = new ArrayList<>();
        Matcher address = ADDRESS.matcher(cells[3]);
        while (address.find()) {
          addresses.add(pattern((engine ? ENGINE : "") + address.group(1)));
        }
        table.add(new Line(cells[1].strip(), Set.of(cells[2].strip().split(",\\s*")), addresses));
      }
    }
    assertThat(table).hasSizeGreaterThan(10);
    return table;
  }

  private static Pattern pattern(String address) {
    return Pattern.compile(address.replace("{}", "[^/]+").replace("**", ".*"));
  }

  private int nobodys(String method, String path, String account) throws Exception {
    return account == null
        ? anonymous.send(method, path, "Content-Type", "application/json").statusCode()
        : anonymous
            .send(method, path, "Content-Type", "application/json", "Authorization", account)
            .statusCode();
  }
}
