package de.asvumzug.security.engine;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people may ask of the engine behind Camunda's pages: the addresses that the pages of this
 * product use, each with who may use it. Whatever is not listed is closed for everybody, the
 * administrators too: models, decisions, filters and grants come with the program, and a move is
 * driven by its models alone. What is listed is still subject to the engine's own authorizations.
 *
 * <p>The table in docs/security.md says the same; a test compares both with what is answered.
 */
final class EngineRoutes {
  /** Who may use an address. */
  enum Who {
    /** Nobody. */
    NOBODY,
    /** Every person who is logged in. */
    PERSON,
    /**
     * Every person, about a task that is there, a school about its own: the engine stumbles over
     * one that is not, and answers otherwise about one that is another's.
     */
    TASK_THERE,
    /** Answered here: an open task has no variables of its own. */
    READER_OF_TASK,
    /** Who belongs to a group that is asked, and in their own name only. */
    CANDIDATE,
    /** Who has claimed the task; for giving it back an administrator, too. */
    ASSIGNEE,
    /** The person whose account it is, or an administrator. */
    SELF_OR_ADMIN,
    /** Administrators, and not about the account of a worker. */
    ADMIN,
    /** Administrators, and neither about themselves nor about the last of them. */
    ADMIN_NOT_SELF
  }

  /**
   * One line of the table.
   *
   * @param about what the address names: a task, a user; empty where it names neither
   */
  record Route(Set<String> methods, Pattern path, Who who) {
    Optional<String> about(String path) {
      Matcher matcher = this.path.matcher(path);
      return matcher.matches() && matcher.groupCount() > 0
          ? Optional.of(matcher.group(matcher.groupCount()))
          : Optional.empty();
    }
  }

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> ANY =
      Set.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE");
  private static final String ENGINE = "/camunda/api/engine/engine/[^/]+";
  private static final String QUERIES =
      "(?:task|process-instance|execution|variable-instance|job|external-task|user|group"
          + "|history/(?:process-instance|activity-instance|task|variable-instance|detail"
          + "|decision-instance|job-log|external-task-log))(?:/count)?"
          + "|filter/[^/]+/(?:list|singleResult|count)";

  private static final List<Route> ROUTES =
      List.of(
          route(READING, ENGINE + "/task/([^/]+)/form-variables", Who.READER_OF_TASK),
          route(ANY, ENGINE + "/task/([^/]+)/(?:variables|localVariables)(?:/.*)?", Who.NOBODY),
          route(READING, ENGINE + "/task/((?!count/)[^/]+)/.*", Who.TASK_THERE),
          route(READING, "/camunda/.*", Who.PERSON),
          route("POST", ENGINE + "/(?:" + QUERIES + ")", Who.PERSON),
          route("POST", ENGINE + "/identity/password-policy", Who.PERSON),
          route("POST", "/camunda/api/cockpit/plugin/.*", Who.PERSON),
          route("POST", ENGINE + "/task/([^/]+)/claim", Who.CANDIDATE),
          route("POST", ENGINE + "/task/([^/]+)/unclaim", Who.ASSIGNEE),
          route("POST", ENGINE + "/task/([^/]+)/submit-form", Who.ASSIGNEE),
          route("PUT", ENGINE + "/user/([^/]+)/(?:profile|credentials)", Who.SELF_OR_ADMIN),
          route("POST", ENGINE + "/user/create", Who.ADMIN),
          route("POST", ENGINE + "/user/([^/]+)/unlock", Who.ADMIN),
          route("DELETE", ENGINE + "/user/([^/]+)", Who.ADMIN_NOT_SELF),
          route("PUT", ENGINE + "/group/(?!worker/)[^/]+/members/([^/]+)", Who.ADMIN),
          route("DELETE", ENGINE + "/group/camunda-admin/members/([^/]+)", Who.ADMIN_NOT_SELF),
          route("DELETE", ENGINE + "/group/(?!worker/)[^/]+/members/([^/]+)", Who.ADMIN));

  private static final Route CLOSED = route(ANY, ".*", Who.NOBODY);

  private EngineRoutes() {}

  /**
   * @param path decoded, without the context path and without a slash at the end
   */
  static Route of(String method, String path) {
    return ROUTES.stream()
        .filter(route -> route.methods().contains(method) && route.path().matcher(path).matches())
        .findFirst()
        .orElse(CLOSED);
  }

  private static Route route(String method, String path, Who who) {
    return route(Set.of(method), path, who);
  }

  private static Route route(Set<String> methods, String path, Who who) {
    return new Route(methods, Pattern.compile(path), who);
  }
}
