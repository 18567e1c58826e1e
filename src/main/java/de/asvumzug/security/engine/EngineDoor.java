package de.asvumzug.security.engine;

import de.asvumzug.security.account.Administration;
import de.asvumzug.security.engine.EngineRequest.Unfit;
import de.asvumzug.security.engine.EngineRoutes.Route;
import de.asvumzug.security.login.Logins;
import de.asvumzug.security.request.CachedBodyRequest;
import de.asvumzug.security.request.CallersMistakes;
import de.asvumzug.security.request.Problems;
import de.asvumzug.task.ClaimRules;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.camunda.bpm.engine.task.Task;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriUtils;

/**
 * The door to the engine behind Camunda's pages: lets through what {@link EngineRoutes} lists, for
 * those whom it is theirs. Of a body the engine sees what was judged, and nothing else.
 */
public final class EngineDoor extends OncePerRequestFilter {
  /** One sentence for both, so that an id that is not one's own tells nothing. */
  private static final String NOT_YOURS =
      "Diese Aufgabe hat inzwischen jemand erledigt, sie wurde zurückgezogen, oder sie gehört nicht zu"
          + " Ihren Aufgaben.";

  private final Problems problems;
  private final OwnTasks tasks;
  private final Administration administration;
  private final ClaimRules claims;

  public EngineDoor(
      Problems problems, OwnTasks tasks, Administration administration, ClaimRules claims) {
    this.claims = claims;
    this.problems = problems;
    this.tasks = tasks;
    this.administration = administration;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    try {
      // As Tomcat reads it: an address in other letters is the same address.
      return !UriUtils.decode(request.getRequestURI(), StandardCharsets.UTF_8)
          .startsWith(request.getContextPath() + "/camunda/api/");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String person = SecurityContextHolder.getContext().getAuthentication().getName();
    try {
      EngineRequest asked = EngineRequest.read(request);
      Route route = EngineRoutes.of(request.getMethod(), asked.path());
      Optional<String> about = route.about(asked.path());
      switch (route.who()) {
        case NOBODY -> refuse(response, "Das gehört zu keiner Seite dieses Programms.");
        case PERSON -> pass(asked, request, response, chain);
        case TASK_THERE -> {
          if (mayLookAt(person, about.orElseThrow())) {
            pass(asked, request, response, chain);
          } else {
            problems.write(response, HttpStatus.NOT_FOUND, NOT_YOURS);
          }
        }
        case READER_OF_TASK -> noVariables(person, about.orElseThrow(), response);
        case CANDIDATE -> claim(person, about.orElseThrow(), asked, request, response, chain);
        case ASSIGNEE -> own(person, about.orElseThrow(), asked, request, response, chain);
        case SELF_OR_ADMIN ->
            passUnless(
                person.equals(about.orElseThrow())
                    ? Optional.empty()
                    : administration.refusal(person, about),
                asked,
                request,
                response,
                chain);
        case ADMIN ->
            passUnless(administration.refusal(person, about), asked, request, response, chain);
        case ADMIN_NOT_SELF ->
            passUnless(
                administration.refusalToEnd(person, about.orElseThrow()),
                asked,
                request,
                response,
                chain);
      }
    } catch (Unfit e) {
      problems.write(response, e.status(), e.getMessage());
    }
  }

  private static void pass(
      EngineRequest asked,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws ServletException, IOException {
    CallersMistakes answer = new CallersMistakes(response);
    chain.doFilter(
        asked.hasBody() ? new CachedBodyRequest(request, asked.bytes()) : request, answer);
    answer.end();
  }

  private void passUnless(
      Optional<String> refusal,
      EngineRequest asked,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws ServletException, IOException {
    if (refusal.isPresent()) {
      refuse(response, refusal.get());
    } else {
      pass(asked, request, response, chain);
    }
  }

  /** Staff watches the tasks of all; the engine knows which it may see. */
  private boolean mayLookAt(String person, String task) {
    return isStaff() ? tasks.isThere(task) : tasks.of(person, task).isPresent();
  }

  private static boolean isStaff() {
    return Logins.isStaff(SecurityContextHolder.getContext().getAuthentication());
  }

  /** Answers are set on the task as it is completed, so an open one has none to show. */
  private void noVariables(String person, String task, HttpServletResponse response)
      throws IOException {
    if (!isStaff() && tasks.of(person, task).isEmpty()) {
      refuse(response, NOT_YOURS);
      return;
    }
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.getOutputStream().write("{}".getBytes(StandardCharsets.UTF_8));
  }

  private void claim(
      String person,
      String id,
      EngineRequest asked,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws ServletException, IOException {
    Optional<Task> task = tasks.of(person, id);
    Optional<String> refusal = task.flatMap(one -> claims.refusal(one, person));
    if (task.isEmpty()) {
      refuse(response, NOT_YOURS);
    } else if (!asked.text("userId").equals(Optional.of(person))) {
      refuse(response, "Eine Aufgabe übernimmt jede Person nur für sich selbst.");
    } else if (task.get().getAssignee() != null && !task.get().getAssignee().equals(person)) {
      problems.write(
          response,
          HttpStatus.CONFLICT,
          "Diese Aufgabe hat schon %s übernommen. Im Formular können Sie sie an sich ziehen."
              .formatted(task.get().getAssignee()));
    } else if (refusal.isPresent()) {
      problems.write(response, HttpStatus.CONFLICT, refusal.get());
    } else {
      pass(asked.only("userId"), request, response, chain);
    }
  }

  private void own(
      String person,
      String id,
      EngineRequest asked,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws ServletException, IOException, Unfit {
    boolean back = asked.path().endsWith("/unclaim");
    // Who has claimed a task may be ill: an administrator gives it back to its groups.
    boolean forAnother = back && administration.isAdministrator(person);
    Optional<Task> task = forAnother ? tasks.any(id) : tasks.of(person, id);
    if (task.isEmpty()) {
      refuse(response, NOT_YOURS);
    } else if (!forAnother && !person.equals(task.get().getAssignee())) {
      refuse(
          response,
          task.get().getAssignee() == null
              ? "Bitte übernehmen Sie die Aufgabe zuerst („Übernehmen“)."
              : "Diese Aufgabe hat %s übernommen.".formatted(task.get().getAssignee()));
    } else if (back && !CamundaToken.sentBy(request)) {
      refuse(response, CamundaToken.MISSING);
    } else if (back) {
      // The engine would ask for the right to hand tasks to others.
      tasks.giveBack(task.get());
      response.setStatus(HttpStatus.NO_CONTENT.value());
    } else {
      pass(asked.answers(), request, response, chain);
    }
  }

  private void refuse(HttpServletResponse response, String why) throws IOException {
    problems.write(response, HttpStatus.FORBIDDEN, why);
  }
}
