package de.asvumzug.security;

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

/** One line for each request that is refused or fails: who, from where, what. */
final class RequestLog extends OncePerRequestFilter {
  private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);
  private static final int LONGEST_PATH = 160;

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(request, response);
    } finally {
      int status = response.getStatus();
      if (status >= 400) {
        LOG.info(
            "Abgewiesen mit {}: {} {} von {} ({})",
            status,
            printable(request.getMethod()),
            printable(request.getRequestURI()),
            request.getRemoteAddr(),
            printable(account(request)));
      }
    }
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
        : "nicht angemeldet";
  }

  /** Never a line that somebody else has made up, nor a long one. */
  static String printable(String text) {
    String visible = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
    return visible.length() <= LONGEST_PATH ? visible : visible.substring(0, LONGEST_PATH) + "…";
  }
}
