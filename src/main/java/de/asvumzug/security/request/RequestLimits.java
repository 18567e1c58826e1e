package de.asvumzug.security.request;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * In front of everything, the log-in included: no request is larger than its address takes ({@link
 * BodyLimits}), whether it says so or is sent without end. Parameters are counted and measured by
 * Tomcat ({@code server.tomcat.*} in application.yaml) and looked at here, so that one too many is
 * refused and not left out.
 */
public final class RequestLimits extends OncePerRequestFilter {
  /** Set by Tomcat (org.apache.catalina.Globals). */
  private static final String FAILED = "org.apache.catalina.parameter_parse_failed";

  private static final String WHY = "org.apache.catalina.parameter_parse_failed_reason";

  private final Problems problems;

  RequestLimits(Problems problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    int limit = BodyLimits.of(path(request));
    if (request.getContentLengthLong() > limit) {
      refuse(response, limit);
      return;
    }
    // Reads a form, up to Tomcat's limit, which is that of the longest form.
    boolean fits = fits(request.getParameterMap(), path(request), limit);
    if (request.getAttribute(FAILED) == null && fits) {
      pass(new LimitedRequest(request, limit, () -> refuse(response, limit)), response, chain);
    } else if (!fits || tooMuch(String.valueOf(request.getAttribute(WHY)))) {
      problems.end(
          response,
          HttpStatus.PAYLOAD_TOO_LARGE,
          "Die Anfrage hat zu viele oder zu große Angaben. Bitte die Abfrage teilen.");
    } else {
      problems.end(
          response,
          HttpStatus.BAD_REQUEST,
          "Die Angaben der Anfrage sind nicht lesbar. Bitte die Adresse prüfen.");
    }
  }

  private static boolean fits(Map<String, String[]> parameters, String path, int limit) {
    int count = 0;
    long length = 0;
    for (Map.Entry<String, String[]> parameter : parameters.entrySet()) {
      count += parameter.getValue().length;
      for (String value : parameter.getValue()) {
        length += parameter.getKey().length() + value.length();
      }
    }
    return count <= BodyLimits.parametersOf(path) && length <= limit;
  }

  /** What the reader of a refused body makes of its end is nobody's concern. */
  private static void pass(LimitedRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(request, response);
    } catch (ServletException | IOException | RuntimeException e) {
      if (!request.refused()) {
        throw e;
      }
    }
  }

  public static String path(HttpServletRequest request) {
    return request.getRequestURI().substring(request.getContextPath().length());
  }

  private static boolean tooMuch(String reason) {
    return reason.equals("POST_TOO_LARGE") || reason.equals("TOO_MANY_PARAMETERS");
  }

  private void refuse(HttpServletResponse response, int limit) throws IOException {
    problems.end(
        response,
        HttpStatus.PAYLOAD_TOO_LARGE,
        "Der Inhalt der Anfrage ist zu groß; angenommen werden hier höchstens %d KB."
            .formatted(limit / 1024));
  }
}
