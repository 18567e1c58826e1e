package de.asvumzug.security;

import de.asvumzug.security.request.RequestLimits;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/**
 * Tells what a person does from what an open page does by itself: the control page fetches itself
 * anew, the Tasklist its lists and counts.
 */
public final class Acting {
  /** Sent by leitstand.js. */
  public static final String RENEWAL = "X-Asv-Renewal";

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final Pattern BRIEFING = Pattern.compile("/api/tasks/[^/]+/briefing");

  /** Queries that Camunda's pages send by POST, over and over. */
  private static final Pattern QUERY =
      Pattern.compile(
          "/camunda/api/(cockpit/plugin/.*|engine/engine/[^/]+/"
              + "(filter/[^/]+/(list|count|singleResult)|(history/)?[a-z-]+(/count)?))");

  private Acting() {}

  public static boolean isActing(HttpServletRequest request) {
    if (request.getHeader(RENEWAL) != null) {
      return false;
    }
    String path = RequestLimits.path(request);
    if (READING.contains(request.getMethod())) {
      String accepted = request.getHeader(HttpHeaders.ACCEPT);
      return BRIEFING.matcher(path).matches() || accepted != null && accepted.contains("text/html");
    }
    return !QUERY.matcher(path).matches();
  }
}
