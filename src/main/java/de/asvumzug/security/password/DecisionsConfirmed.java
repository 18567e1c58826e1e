package de.asvumzug.security.password;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.asvumzug.security.request.CachedBodyRequest;
import de.asvumzug.security.request.Problems;
import de.asvumzug.security.request.RequestLimits;
import de.asvumzug.task.PersonTasks;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.UriUtils;

/**
 * Decisions that cannot be taken back need the password again: to release the cut-over, to let a
 * step or a finding pass, to call a machine dead, to abort, to delete what somebody typed. Whoever
 * sits down at somebody else's open page takes none of them. Programs send the password with each
 * request anyway.
 */
public final class DecisionsConfirmed extends OncePerRequestFilter {
  /** Answers that are such a decision in any task. */
  private static final Set<String> ANSWERS = Set.of("abort", "skip");

  private static final Pattern COMPLETING =
      Pattern.compile("/camunda/api/.*/task/([^/]+)/(complete|submit-form|resolve)/?");
  private static final Pattern ABORT_PAGE = Pattern.compile("/umzuege/[^/]+/abbruch");
  private static final Pattern ABORT = Pattern.compile("/api/migrations/[^/]+/abort");
  private static final Pattern WORDS = Pattern.compile("/api/migrations/[^/]+/trail/[^/]+/words");
  private static final String ASKED =
      "Diese Entscheidung braucht noch einmal Ihr Kennwort. Bitte geben Sie es unten ein und schließen Sie dann ab.";

  private final Problems problems;
  private final TaskService tasks;
  private final PersonTasks personTasks;
  private final PasswordAgain again;
  private final ObjectMapper json = new ObjectMapper();

  public DecisionsConfirmed(
      Problems problems, TaskService tasks, PersonTasks personTasks, PasswordAgain again) {
    this.problems = problems;
    this.tasks = tasks;
    this.personTasks = personTasks;
    this.again = again;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String path = UriUtils.decode(RequestLimits.path(request), StandardCharsets.UTF_8);
    Matcher completing = COMPLETING.matcher(path);
    if (request.getMethod().equals("DELETE") && WORDS.matcher(path).matches()) {
      confirmed(request, response, chain);
    } else if (!request.getMethod().equals("POST")) {
      chain.doFilter(request, response);
    } else if (completing.matches()) {
      complete(request, response, chain, completing.group(1));
    } else if (ABORT_PAGE.matcher(path).matches() && !right(request)) {
      response.sendRedirect(request.getRequestURI() + "?kennwort");
    } else if (ABORT.matcher(path).matches()) {
      confirmed(request, response, chain);
    } else {
      chain.doFilter(request, response);
    }
  }

  private void confirmed(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (Confirmation.take(request)) {
      chain.doFilter(request, response);
    } else {
      problems.write(response, HttpStatus.FORBIDDEN, ASKED);
    }
  }

  private void complete(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain, String id)
      throws ServletException, IOException {
    byte[] body = request.getInputStream().readAllBytes(); // within the limit of every body
    if (decides(id, body) && !Confirmation.take(request)) {
      problems.write(response, HttpStatus.FORBIDDEN, ASKED);
    } else {
      chain.doFilter(new CachedBodyRequest(request, body), response);
    }
  }

  private boolean decides(String id, byte[] body) throws IOException {
    Task task = tasks.createTaskQuery().taskId(id).singleResult();
    if (task == null) {
      return false;
    }
    return personTasks.of(task.getTaskDefinitionKey()).needsPassword()
        || ANSWERS.contains(decision(body));
  }

  private String decision(byte[] body) throws IOException {
    try {
      return body.length == 0
          ? ""
          : json.readTree(body).path("variables").path("decision").path("value").asText();
    } catch (JacksonException e) {
      return ""; // refused by whoever reads it next
    }
  }

  /** The page that aborts has a field for the password. */
  private boolean right(HttpServletRequest request) {
    Authentication login = SecurityContextHolder.getContext().getAuthentication();
    String password = request.getParameter("password");
    try {
      again.check(login, password == null ? "" : password, request);
      return true;
    } catch (AuthenticationException e) {
      return false;
    }
  }
}
