package de.asvumzug.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody who works with the application from outside, as a browser does: logs in at the log-in
 * page and uses what the Tasklist uses, with that person's rights and nothing else.
 */
public final class Person {
  private static final Pattern CSRF_FIELD =
      Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
  private static final DateTimeFormatter ENGINE_DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxx");
  private static final String ENGINE = "/camunda/api/engine/engine/default";

  private final URI base;
  private final String user;
  private final String password;
  private final CookieManager cookies = new CookieManager();
  private final HttpClient http =
      HttpClient.newBuilder().cookieHandler(cookies).connectTimeout(Duration.ofSeconds(5)).build();
  private final ObjectMapper json = new ObjectMapper();
  private boolean loggedIn;

  public Person(URI base, String user, String password) {
    this.base = base;
    this.user = user;
    this.password = password;
  }

  public String user() {
    return user;
  }

  /** A task as the Tasklist shows it. */
  public record Task(String id, String element, String name, String processInstanceId) {}

  /** All open tasks of this person's groups, oldest first. */
  public List<Task> tasks() throws IOException, InterruptedException {
    List<Task> tasks = new ArrayList<>();
    for (JsonNode task :
        get(
            ENGINE
                + "/task?candidateUser="
                + user
                + "&includeAssignedTasks=true&sortBy=created&sortOrder=asc")) {
      tasks.add(
          new Task(
              task.get("id").asText(),
              task.get("taskDefinitionKey").asText(),
              task.get("name").asText(),
              task.get("processInstanceId").asText()));
    }
    return tasks;
  }

  /** Claims and completes a task with the form's values. */
  public void complete(Task task, Map<String, ?> values) throws IOException, InterruptedException {
    post(ENGINE + "/task/" + task.id() + "/claim", Map.of("userId", user));
    String path = ENGINE + "/task/" + task.id() + "/submit-form";
    Map<String, Object> form = Map.of("variables", typed(values));
    try {
      post(path, form);
    } catch (Refused e) {
      if (!e.getMessage().contains("noch einmal Ihr Kennwort")) {
        throw e;
      }
      loggedIn = true; // refused, but still there
      post("/kennwort/bestaetigung", Map.of("password", password));
      post(path, form);
    }
  }

  private static Map<String, Object> typed(Map<String, ?> values) {
    Map<String, Object> variables = new LinkedHashMap<>();
    values.forEach((name, value) -> variables.put(name, typed(value)));
    return variables;
  }

  private static Map<String, Object> typed(Object value) {
    if (value instanceof OffsetDateTime time) {
      return Map.of("type", "Date", "value", ENGINE_DATE.format(time));
    }
    return Map.of("type", value.getClass().getSimpleName(), "value", value);
  }

  public JsonNode get(String path) throws IOException, InterruptedException {
    logIn();
    return answer(HttpRequest.newBuilder(base.resolve(path)).GET());
  }

  private JsonNode post(String path, Object body) throws IOException, InterruptedException {
    logIn();
    return answer(
        HttpRequest.newBuilder(base.resolve(path))
            .header("Content-Type", "application/json")
            .header("X-XSRF-TOKEN", cookie("XSRF-TOKEN"))
            .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body))));
  }

  private JsonNode answer(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            request.header("Accept", "application/json").timeout(Duration.ofSeconds(60)).build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      loggedIn = response.statusCode() != 401 && response.statusCode() != 403 && loggedIn;
      throw new Refused(
          user
              + ": "
              + response.uri().getPath()
              + " → "
              + response.statusCode()
              + " "
              + response.body(),
          response.statusCode());
    }
    return response.body().isBlank() ? json.nullNode() : json.readTree(response.body());
  }

  private void logIn() throws IOException, InterruptedException {
    if (loggedIn) {
      return;
    }
    HttpResponse<String> page = send(HttpRequest.newBuilder(base.resolve("/login")).GET());
    if (page.statusCode() == 302) {
      loggedIn = true; // something was refused, but the session is still there
      return;
    }
    Matcher csrf = CSRF_FIELD.matcher(page.body());
    if (!csrf.find()) {
      throw new IOException("no log-in form at " + base + ": " + page.statusCode());
    }
    HttpResponse<String> entered =
        send(
            HttpRequest.newBuilder(base.resolve("/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        form("username", user, "password", password, "_csrf", csrf.group(1)))));
    String target = entered.headers().firstValue("Location").orElse("");
    if (entered.statusCode() != 302 || target.contains("/login")) {
      throw new Refused("log-in of " + user + " refused", 401);
    }
    // The webapps hand out their own token with the first page.
    send(HttpRequest.newBuilder(base.resolve("/camunda/app/tasklist/default/")).GET());
    loggedIn = true;
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(
        request.timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private String cookie(String name) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals(name))
        .map(HttpCookie::getValue)
        .reduce("", (first, last) -> last);
  }

  private static String form(String... namesAndValues) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      text.append(i == 0 ? "" : "&")
          .append(namesAndValues[i])
          .append('=')
          .append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
    }
    return text.toString();
  }

  /** The application said no; the message holds what it answered. */
  public static final class Refused extends IOException {
    private final int status;

    Refused(String message, int status) {
      super(message);
      this.status = status;
    }

    public int status() {
      return status;
    }
  }
}
