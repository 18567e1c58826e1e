package de.asvumzug.security.engine;

import de.asvumzug.security.account.Groups;
import de.asvumzug.security.worker.WorkerAccounts;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets the engine know who calls its REST interface, so that its own authorizations hold. */
public final class EngineIdentityFilter extends OncePerRequestFilter {
  private final IdentityService identity;
  private final Groups groups;

  public EngineIdentityFilter(IdentityService identity, Groups groups) {
    this.identity = identity;
    this.groups = groups;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication login = SecurityContextHolder.getContext().getAuthentication();
    if (login == null) {
      chain.doFilter(request, response);
      return;
    }
    List<String> memberOf =
        WorkerAccounts.of(login).isPresent() ? List.of(Groups.WORKER) : groups.of(login.getName());
    identity.setAuthentication(login.getName(), memberOf);
    try {
      chain.doFilter(request, response);
    } finally {
      identity.clearAuthentication();
    }
  }
}
