package de.asvumzug.security.login;

import de.asvumzug.security.events.SecurityTrail;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Notes the log-ins of programs, which log in with each request. */
public final class ProgramLogins extends OncePerRequestFilter {
  private final SecurityTrail trail;

  public ProgramLogins(SecurityTrail trail) {
    this.trail = trail;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication login = SecurityContextHolder.getContext().getAuthentication();
    if (login != null && login.isAuthenticated()) {
      trail.note(
          SecurityTrail.Kind.PROGRAM,
          login.getName(),
          request.getRemoteAddr(),
          "mit Kennwort je Anfrage; eine Zeile je Stunde");
    }
    chain.doFilter(request, response);
  }
}
