package de.asvumzug.security.request;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Requests that change something must say that they carry JSON or YAML. A page on another site can
 * make a browser send forms and plain text without asking, but not these. A program may also send
 * nothing at all; a browser says with every such request where it comes from.
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

  /** A browser sends one of these with each request that changes something. */
  private static final Set<String> OF_BROWSERS =
      Set.of(HttpHeaders.ORIGIN, HttpHeaders.REFERER, "Sec-Fetch-Site", "Sec-Fetch-Mode");

  private final Problems problems;

  public StructuredBodiesOnly(Problems problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (READING.contains(request.getMethod())
        || structured(request.getContentType())
        || nothingOfAProgram(request)) {
      chain.doFilter(request, response);
    } else {
      problems.write(
          response,
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          "Bitte als application/json oder application/yaml senden (Kopfzeile Content-Type).");
    }
  }

  private static boolean nothingOfAProgram(HttpServletRequest request) {
    return request.getContentType() == null
        && request.getContentLengthLong() <= 0
        && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null
        && OF_BROWSERS.stream().allMatch(name -> request.getHeader(name) == null);
  }

  private static boolean structured(String contentType) {
    return contentType != null
        && STRUCTURED.contains(contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
  }
}
