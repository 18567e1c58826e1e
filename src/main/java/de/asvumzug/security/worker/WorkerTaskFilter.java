package de.asvumzug.security.worker;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.asvumzug.security.request.CachedBodyRequest;
import de.asvumzug.security.request.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What the worker of a site may ask of the engine's REST interface: fetch tasks of its own site,
 * and report about them. Every body is read and written anew, so that the engine sees exactly what
 * was judged. The centre's own worker passes by.
 */
public final class WorkerTaskFilter extends OncePerRequestFilter {
  static final String VARIABLE = "workSite";

  /** The decisions that steps hand to the models (docs/architecture.md, 3). */
  static final Set<String> OUTCOMES =
      Set.of(
          "sourceFindings",
          "targetFindings",
          "backupFindings",
          "sourceChanges",
          "centralSystemFindings",
          "reachabilityFindings",
          "clientsOpen",
          "tenantsLeft",
          "remains",
          "structure",
          "targetAnswers");

  private static final String BASE = "/engine-rest/external-task/";
  private static final String FETCH = BASE + "fetchAndLock";
  private static final Pattern REPORT =
      Pattern.compile(BASE + "([A-Za-z0-9-]{1,64})/(complete|failure|bpmnError|extendLock|unlock)");
  private static final List<String> FETCHING =
      List.of("workerId", "maxTasks", "usePriority", "asyncResponseTimeout", "sorting");
  private static final List<String> TOPIC = List.of("topicName", "lockDuration", "variables");
  private static final List<String> REPORTING =
      List.of(
          "workerId",
          "newDuration",
          "errorMessage",
          "errorDetails",
          "errorCode",
          "retries",
          "retryTimeout");
  private static final int LARGEST = 256 * 1024;

  private final Problems problems;
  private final SiteOfTask tasks;
  private final ObjectMapper json =
      JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  public WorkerTaskFilter(Problems problems, SiteOfTask tasks) {
    this.problems = problems;
    this.tasks = tasks;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Optional<String> site =
        WorkerAccounts.of(SecurityContextHolder.getContext().getAuthentication());
    if (site.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    String path = request.getRequestURI().substring(request.getContextPath().length());
    Matcher report = REPORT.matcher(path);
    boolean fetch = path.equals(FETCH);
    if (!request.getMethod().equals("POST") || !fetch && !report.matches()) {
      problems.write(
          response, HttpStatus.FORBIDDEN, "Ein Worker holt und meldet hier nur seine Aufgaben.");
    } else if (!fetch && !tasks.siteOf(report.group(1)).equals(site)) {
      // The same answer for a foreign task and for one that is gone.
      problems.write(
          response, HttpStatus.NOT_FOUND, "Diese Aufgabe gibt es am Standort nicht (mehr).");
    } else {
      pass(request, response, chain, site.get(), fetch);
    }
  }

  private void pass(
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain,
      String site,
      boolean fetch)
      throws ServletException, IOException {
    byte[] body = request.getInputStream().readNBytes(LARGEST + 1);
    Optional<ObjectNode> judged =
        body.length > LARGEST ? Optional.empty() : judge(body, site, fetch);
    if (judged.isEmpty()) {
      problems.write(response, HttpStatus.BAD_REQUEST, "Diese Meldung eines Workers passt nicht.");
    } else {
      chain.doFilter(
          new CachedBodyRequest(request, json.writeValueAsBytes(judged.get())), response);
    }
  }

  private Optional<ObjectNode> judge(byte[] body, String site, boolean fetch) throws IOException {
    try {
      JsonNode asked = body.length == 0 ? json.createObjectNode() : json.readTree(body);
      return fetch ? Optional.of(fetch(asked, site)) : report(asked);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** Whatever filter was asked for, it is the own site's. */
  private ObjectNode fetch(JsonNode asked, String site) {
    ObjectNode fetch = only(asked, FETCHING);
    for (JsonNode topic : asked.path("topics")) {
      ObjectNode own = only(topic, TOPIC);
      own.putObject("processVariables").put(VARIABLE, site);
      fetch.withArray("topics").add(own);
    }
    return fetch;
  }

  /** Without variables that are no outcome of a step: a worker decides nothing else of a move. */
  private Optional<ObjectNode> report(JsonNode asked) {
    ObjectNode report = only(asked, REPORTING);
    JsonNode variables = asked.path("variables");
    for (Map.Entry<String, JsonNode> variable : variables.properties()) {
      if (!OUTCOMES.contains(variable.getKey())) {
        return Optional.empty();
      }
    }
    if (variables.isObject()) {
      report.set("variables", variables);
    }
    return Optional.of(report);
  }

  private ObjectNode only(JsonNode asked, List<String> names) {
    ObjectNode copy = json.createObjectNode();
    for (String name : names) {
      if (asked.has(name)) {
        copy.set(name, asked.get(name));
      }
    }
    return copy;
  }
}
