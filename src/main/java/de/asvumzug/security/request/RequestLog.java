package de.asvumzug.security.request;

import de.asvumzug.security.events.SecurityEvents;
import de.asvumzug.security.events.SecurityTrail;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * One line for each request that is refused or fails: who, from where, what. Tells the security
 * trail of those that belong there.
 */
public final class RequestLog extends OncePerRequestFilter {
  private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);
  private static final int LONGEST_PATH = 160;
  private static final String NOBODY = "nicht angemeldet";

  private final SecurityTrail trail;

  RequestLog(SecurityTrail trail) {
    this.trail = trail;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String before = account(request); // a session that ends on the way has forgotten it
    try {
      chain.doFilter(request, response);
    } finally {
      String now = account(request);
      tell(request, response.getStatus(), now.equals(NOBODY) ? before : now);
    }
  }

  private void tell(HttpServletRequest request, int status, String account) {
    String what = printable(request.getMethod()) + " " + printable(path(request)) + " → " + status;
    if (status >= 400) {
      LOG.info("Abgewiesen: {} von {} ({})", what, request.getRemoteAddr(), printable(account));
    }
    if (!account.equals(NOBODY)) {
      SecurityEvents.of(request, status)
          .ifPresent(kind -> trail.note(kind, account, request.getRemoteAddr(), what));
    }
  }

  /** Who knows the address of a calendar can read it; it stands in no log. */
  private static String path(HttpServletRequest request) {
    return request.getRequestURI().replaceFirst("(/kalender/)[^/]*\\.ics$", "$1….ics");
  }

  private static String account(HttpServletRequest request) {
    Object context =
        request.getAttribute(RequestAttributeSecurityContextRepository.DEFAULT_REQUEST_ATTR_NAME);
    if (context == null) {
      HttpSession session = request.getSession(false);
      context =
          session == null
              ? null
              : session.getAttribute(
                  HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY);
    }
    return context instanceof SecurityContext known && known.getAuthentication() != null
        ? known.getAuthentication().getName()
        : NOBODY;
  }

  /** Never a line that somebody else has made up, nor a long one. */
  public static String printable(String text) {
    String visible = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
    return visible.length() <= LONGEST_PATH ? visible : visible.substring(0, LONGEST_PATH) + "…";
  }
}
