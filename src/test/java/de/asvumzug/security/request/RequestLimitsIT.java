package de.asvumzug.security.request;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.security.DoorsFixture;
import de.asvumzug.security.DoorsTestBase;
import de.asvumzug.security.EndlessRequest;
import de.asvumzug.security.HttpUser;
import de.asvumzug.security.worker.WorkerAccount;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Nobody ends the application by the size of a request. */
@Tag("long")
class RequestLimitsIT extends DoorsTestBase {
  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";

  /** What may be on the way in buffers, and 8 MB of evidence. */
  private static final long MOST = 32L << 20;

  private static final int AT_A_TIME = 24;

  private static final List<String> OF_THE_ENGINE =
      List.of(
          "/engine-rest/external-task/fetchAndLock",
          "/engine-rest/external-task/x/complete",
          "/engine-rest/external-task/x/failure",
          "/engine-rest/deployment/create",
          "/engine-rest/anything",
          "/camunda/api/engine/engine/default/task",
          "/camunda/api/engine/engine/default/task/x/complete",
          "/camunda/api/engine/engine/default/task/x/submit-form",
          "/camunda/api/engine/engine/default/task/x/comment/create",
          "/camunda/api/engine/engine/default/deployment/create",
          "/camunda/api/engine/engine/default/process-instance",
          "/camunda/api/admin/auth/user/default/login/tasklist",
          "/camunda/api/admin/setup/default/user/create",
          "/camunda/app/tasklist/default/",
          "/login",
          "/logout",
          "/actuator/health",
          "/forms-assets/forms.js",
          "/anything");

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  private RequestMappingHandlerMapping routes;

  @Autowired private WorkerAccount worker;

  @Test
  void a_gigabyte_to_any_route_as_anybody_is_refused_after_a_little() throws Exception {
    ExecutorService many = Executors.newFixedThreadPool(AT_A_TIME);
    try {
      List<Callable<Void>> requests = new ArrayList<>();
      for (Map.Entry<String, String[]> role : roles().entrySet()) {
        for (String path : paths()) {
          requests.add(() -> refused(role, "POST", path, JSON));
          requests.add(() -> refused(role, "PUT", path, FORM));
        }
      }
      for (Future<Void> request : many.invokeAll(requests)) {
        request.get();
      }
    } finally {
      many.shutdownNow();
    }
    assertThat(nobody().get("/actuator/health").statusCode()).isEqualTo(200);
  }

  private Void refused(Map.Entry<String, String[]> role, String method, String path, String type)
      throws Exception {
    EndlessRequest.Answer answer = EndlessRequest.send(port, method, path, type, role.getValue());
    String what = role.getKey() + ": " + method + " " + path;
    assertThat(answer.status()).as(what).isBetween(400, 499);
    assertThat(answer.sent()).as(what).isLessThan(MOST);
    return null;
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "POST", "PATCH", "DELETE"})
  void a_form_without_end_is_refused_before_the_doors(String method) throws Exception {
    EndlessRequest.Answer answer = EndlessRequest.send(port, method, "/login", FORM);
    assertThat(answer.status()).isIn(403, 413);
    assertThat(answer.sent()).isLessThan(MOST);
  }

  @Test
  void a_form_of_the_login_that_is_too_large_is_refused_with_413() throws Exception {
    assertThat(EndlessRequest.send(port, "POST", "/login", FORM).status()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"complete", "submit-form", "resolve"})
  void a_school_completes_no_task_with_a_body_without_end(String action) throws Exception {
    askSchools("0001");
    String path =
        "/camunda/api/engine/engine/default/task/" + taskOf("schule-0001").getId() + "/" + action;
    EndlessRequest.Answer answer =
        EndlessRequest.send(port, "POST", path, JSON, session("schule-0001"));
    assertThat(answer.status()).isEqualTo(413);
    assertThat(taskOf("schule-0001")).isNotNull();
  }

  @Test
  void a_query_with_a_huge_list_is_refused_with_413() throws Exception {
    String list = "{\"taskIdIn\":[\"" + "a\",\"".repeat(20_000) + "\"]}";
    HttpResponse<String> answer =
        loggedIn("schule-0001")
            .openTasklist()
            .camunda("/camunda/api/engine/engine/default/task", list);
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("zu groß", "64 KB");
  }

  @Test
  void more_parameters_than_any_page_sends_are_refused_with_413() throws Exception {
    assertThat(nobody().get("/login?" + "a=&".repeat(250)).statusCode()).isEqualTo(413);
  }

  @Test
  void parameters_that_are_unreadable_are_refused_with_400() throws Exception {
    EndlessRequest.Answer answer = EndlessRequest.send(port, "GET", "/login?a=%zz", JSON);
    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void an_address_longer_than_any_page_uses_is_refused() throws Exception {
    assertThat(nobody().get("/login?a=" + "a".repeat(10_000)).statusCode()).isIn(400, 414);
  }

  @Test
  void more_headers_than_any_browser_sends_are_refused() throws Exception {
    List<String> headers = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      headers.addAll(List.of("X-" + i, "a"));
    }
    assertThat(nobody().get("/login", headers.toArray(String[]::new)).statusCode()).isIn(400, 431);
  }

  @Test
  void a_site_reports_no_evidence_without_end() throws Exception {
    String path = "/api/worker/moves/" + DoorsFixture.NORD + "/evidence/x";
    EndlessRequest.Answer answer = EndlessRequest.send(port, "POST", path, JSON, site());
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.sent()).isLessThan(MOST);
  }

  @Test
  void an_address_that_needs_no_body_does_not_act_on_one_without_end() throws Exception {
    String path = "/api/worker/start-numbers";
    assertThat(EndlessRequest.send(port, "POST", path, JSON, site()).status()).isEqualTo(413);
  }

  @Test
  void what_tells_its_length_is_refused_before_it_is_sent() throws Exception {
    EndlessRequest.Answer answer =
        EndlessRequest.send(port, "POST", "/api/migrations", JSON, "X-Other", "a");
    assertThat(answer.status()).isIn(401, 403, 413);
    assertThat(nobody().post("/api/migrations", JSON, "a".repeat(600 * 1024)).statusCode())
        .isEqualTo(413);
  }

  private Map<String, String[]> roles() throws Exception {
    Map<String, String[]> roles = new LinkedHashMap<>();
    roles.put("nobody", new String[0]);
    for (String user : List.of("admin", "technik", "itm", "schule-0001")) {
      roles.put(user, session(user));
    }
    roles.put("technik by program", basic("technik", PASSWORD));
    roles.put("site", site());
    roles.put("worker", basic(worker.user(), worker.password()));
    return roles;
  }

  private TreeSet<String> paths() {
    TreeSet<String> paths = new TreeSet<>(OF_THE_ENGINE);
    routes
        .getHandlerMethods()
        .keySet()
        .forEach(
            route ->
                route
                    .getPatternValues()
                    .forEach(pattern -> paths.add(pattern.replaceAll("\\{[^}]*}", "1"))));
    assertThat(paths).hasSizeGreaterThan(OF_THE_ENGINE.size() + 20);
    return paths;
  }

  private String[] session(String user) throws Exception {
    HttpUser http = loggedIn(user).openTasklist();
    return new String[] {
      "Cookie",
      "JSESSIONID=" + http.cookie("JSESSIONID") + "; XSRF-TOKEN=" + http.cookie("XSRF-TOKEN"),
      "X-XSRF-TOKEN",
      http.cookie("XSRF-TOKEN")
    };
  }

  private static String[] site() {
    return basic("worker-nord", SITE_PASSWORD);
  }

  private static String[] basic(String user, String password) {
    return new String[] {"Authorization", HttpUser.basic(user, password)};
  }
}
