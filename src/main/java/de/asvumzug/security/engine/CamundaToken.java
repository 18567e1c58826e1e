package de.asvumzug.security.engine;

import de.asvumzug.security.request.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.camunda.bpm.webapp.impl.security.filter.util.CsrfConstants;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The token of Camunda's pages against requests from foreign pages, for what is answered before
 * Camunda's own filter is asked: the log-out, and a task that is given back.
 */
public final class CamundaToken extends OncePerRequestFilter {
  static final String MISSING = "Die Anfrage kommt von keiner Seite dieses Programms.";

  private final Problems problems;
  private final RequestMatcher guarded;

  public CamundaToken(Problems problems, RequestMatcher guarded) {
    this.problems = problems;
    this.guarded = guarded;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (guarded.matches(request) && !sentBy(request)) {
      problems.write(response, HttpStatus.FORBIDDEN, MISSING);
    } else {
      chain.doFilter(request, response);
    }
  }

  static boolean sentBy(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    String sent = request.getHeader(CsrfConstants.CSRF_TOKEN_HEADER_NAME);
    Object known =
        session == null ? null : session.getAttribute(CsrfConstants.CSRF_TOKEN_SESSION_ATTR_NAME);
    return sent != null
        && known instanceof String token
        && MessageDigest.isEqual(
            sent.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }
}
