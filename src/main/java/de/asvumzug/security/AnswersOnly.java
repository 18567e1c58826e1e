package de.asvumzug.security;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriUtils;

/**
 * Whoever completes a task gives the answers that its form asks for, and nothing else. The engine
 * would take any variable: a school could name another school's number as its own and read what its
 * task shows, or change the route of the whole move.
 */
final class AnswersOnly extends OncePerRequestFilter {
  /** All that the forms ask for; {@code item_…} are the points that are answered one by one. */
  static final Set<String> ANSWERS =
      Set.of(
          "accepted",
          "agreed",
          "applicationDataRefreshed",
          "approved",
          "comment",
          "dataComplete",
          "decision",
          "done",
          "findingsResolved",
          "howOff",
          "loginWorks",
          "oldSysLoginWorks",
          "outOfUseConfirmed",
          "overruleConfirmed",
          "overruleWord",
          "prepared",
          "proposedEnd",
          "proposedStart",
          "reason",
          "released",
          "reportsExported",
          "skipConfirmed");

  private static final Pattern ITEM = Pattern.compile("item_[0-9]{1,4}");
  private static final Pattern TASK = Pattern.compile("/camunda/api/.*/task/[^/]+/([^/]+).*");
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  /** With these a task is completed, carrying variables. */
  private static final Set<String> COMPLETING = Set.of("complete", "submit-form", "resolve");

  /** Ways past the form: to set variables, or to leave the task by another exit of the model. */
  private static final Set<String> NEVER =
      Set.of("variables", "localVariables", "bpmnError", "bpmnEscalation");

  private final Problems problems;
  private final ObjectMapper json;

  AnswersOnly(Problems problems, ObjectMapper json) {
    this.problems = problems;
    this.json = json;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String action = action(request);
    if (NEVER.contains(action)) {
      refuse(response, "Eine Aufgabe wird nur über ihr Formular bearbeitet.");
    } else if (COMPLETING.contains(action)) {
      byte[] body = request.getInputStream().readAllBytes();
      Optional<String> refusal = refusal(body);
      if (refusal.isPresent()) {
        refuse(response, refusal.get());
      } else {
        chain.doFilter(new ReadAgain(request, body), response);
      }
    } else {
      chain.doFilter(request, response);
    }
  }

  /** What is to be done with a task; empty for anything else. */
  private static String action(HttpServletRequest request) {
    if (READING.contains(request.getMethod())) {
      return "";
    }
    String path = request.getRequestURI().substring(request.getContextPath().length());
    Matcher task = TASK.matcher(UriUtils.decode(path, StandardCharsets.UTF_8));
    return task.matches() ? task.group(1) : "";
  }

  private Optional<String> refusal(byte[] body) throws IOException {
    if (body.length == 0) {
      return Optional.empty();
    }
    try {
      List<String> strange =
          names(json.readTree(body).path("variables")).stream()
              .filter(name -> !ANSWERS.contains(name) && !ITEM.matcher(name).matches())
              .toList();
      return strange.isEmpty()
          ? Optional.empty()
          : Optional.of(
              "Diese Angaben gehören zu keinem Formular: " + String.join(", ", strange) + ".");
    } catch (JacksonException e) {
      return Optional.of("Die Angaben zur Aufgabe sind nicht lesbar.");
    }
  }

  private static List<String> names(JsonNode variables) {
    return variables.properties().stream().map(Map.Entry::getKey).toList();
  }

  private void refuse(HttpServletResponse response, String why) throws IOException {
    problems.write(response, HttpStatus.FORBIDDEN, why);
  }
}
