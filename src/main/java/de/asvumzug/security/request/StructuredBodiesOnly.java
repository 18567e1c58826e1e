package de.asvumzug.security.request;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Requests that change something must say that they carry JSON or YAML. A page on another site can
 * make a browser send forms and plain text without asking, but not these.
 */
public final class StructuredBodiesOnly extends OncePerRequestFilter {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> STRUCTURED =
      Set.of(
          "application/json",
          "application/yaml",
          "application/x-yaml",
          "application/vnd.yaml",
          "text/yaml");

  private final Problems problems;

  public StructuredBodiesOnly(Problems problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (READING.contains(request.getMethod()) || structured(request.getContentType())) {
      chain.doFilter(request, response);
    } else {
      problems.write(
          response,
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          "Bitte als application/json oder application/yaml senden (Kopfzeile Content-Type).");
    }
  }

  private static boolean structured(String contentType) {
    return contentType != null
        && STRUCTURED.contains(contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
  }
}
