package de.asvumzug.security.account;

import de.asvumzug.security.Acting;
import de.asvumzug.security.SecuritySettings;
import de.asvumzug.security.login.EngineLogin;
import de.asvumzug.security.login.LoginState;
import de.asvumzug.security.login.Logins;
import de.asvumzug.security.password.OwnPasswords;
import de.asvumzug.security.password.PasswordController;
import de.asvumzug.security.request.Problems;
import de.asvumzug.security.request.RequestLimits;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Looks at each request whether its log-in still holds. A session ends with the account, with any
 * change of its groups or its password, after twelve hours, and when nobody has done anything for a
 * while. Who has a password from somebody else gets to the page that changes it and nowhere else.
 */
public final class AccountMonitor extends OncePerRequestFilter {
  private static final Set<String> BEFORE_CHANGE =
      Set.of(PasswordController.PATH, "/logout", "/login", "/error", "/favicon.ico");
  private static final String LOGIN_ASSETS = "/login-assets/";

  private final IdentityService identity;
  private final Groups groups;
  private final OwnPasswords own;
  private final SecuritySettings settings;
  private final Problems problems;
  private final Clock clock = Clock.systemUTC();

  public AccountMonitor(
      IdentityService identity,
      Groups groups,
      OwnPasswords own,
      SecuritySettings settings,
      Problems problems) {
    this.identity = identity;
    this.groups = groups;
    this.own = own;
    this.settings = settings;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication login = SecurityContextHolder.getContext().getAuthentication();
    if (login == null || !Logins.isPerson(login)) {
      chain.doFilter(request, response);
      return;
    }
    User user = identity.createUserQuery().userId(login.getName()).singleResult();
    HttpSession session = request.getSession(false);
    if (user == null || session != null && !holds(session, login, user)) {
      if (session != null) {
        session.invalidate();
      }
      SecurityContextHolder.clearContext();
      chain.doFilter(request, response);
      return;
    }
    if (session != null && Acting.isActing(request)) {
      LoginState.acted(session, clock.instant());
    }
    if (settings.changeFirstPassword()
        && !mayGoOn(RequestLimits.path(request))
        && !own.isOwn(user)) {
      toChange(request, response);
    } else {
      chain.doFilter(request, response);
    }
  }

  private boolean holds(HttpSession session, Authentication login, User user) {
    Instant now = clock.instant();
    return LoginState.of(session)
            .filter(state -> state.mark().equals(OwnPasswords.mark(user)))
            .filter(state -> state.since().plus(settings.sessionLongest()).isAfter(now))
            .isPresent()
        && LoginState.lastActed(session).plus(settings.sessionIdle()).isAfter(now)
        && memberships(login).equals(new HashSet<>(groups.of(user.getId())));
  }

  public static Set<String> memberships(Authentication login) {
    return login.getAuthorities().stream()
        .map(GrantedAuthority::getAuthority)
        .filter(authority -> authority.startsWith(EngineLogin.AUTHORITY_PREFIX))
        .map(authority -> authority.substring(EngineLogin.AUTHORITY_PREFIX.length()))
        .collect(Collectors.toSet());
  }

  private static boolean mayGoOn(String path) {
    return BEFORE_CHANGE.contains(path) || path.startsWith(LOGIN_ASSETS);
  }

  private void toChange(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String accepted = request.getHeader(HttpHeaders.ACCEPT);
    if (request.getMethod().equals("GET") && accepted != null && accepted.contains("text/html")) {
      response.sendRedirect(request.getContextPath() + PasswordController.PATH);
    } else {
      problems.write(
          response,
          HttpStatus.FORBIDDEN,
          "Ihr Kennwort hat jemand anderes vergeben. Bitte ändern Sie es zuerst auf der Seite %s."
              .formatted(PasswordController.PATH));
    }
  }
}
