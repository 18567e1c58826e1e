package de.asvumzug.security;

import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

/**
 * Checks user and password with the engine, whose throttle (waiting time, lock after ten wrong
 * passwords) stays in force. The principal is the user's id, the authorities are {@code
 * GROUP_<group id>}. The workers on site are known to {@link Sites}, the one in here to {@link
 * WorkerAccount}.
 */
@Component
final class EngineLogin implements AuthenticationProvider {
  static final String AUTHORITY_PREFIX = "GROUP_";

  private final IdentityService identity;
  private final Groups groups;
  private final Sites sites;
  private final WorkerAccount worker;

  EngineLogin(IdentityService identity, Groups groups, Sites sites, WorkerAccount worker) {
    this.worker = worker;
    this.identity = identity;
    this.groups = groups;
    this.sites = sites;
  }

  @Override
  public Authentication authenticate(Authentication attempt) {
    String user = attempt.getName();
    String password = attempt.getCredentials() == null ? "" : attempt.getCredentials().toString();
    if (sites.isAccount(user)) {
      return sites.logIn(user, password).orElseThrow(EngineLogin::refused);
    }
    boolean right =
        user.equals(worker.user())
            ? worker.is(password)
            : !user.isBlank() && !password.isEmpty() && identity.checkPassword(user, password);
    if (!right) {
      throw refused();
    }
    return UsernamePasswordAuthenticationToken.authenticated(user, null, authorities(user));
  }

  private static BadCredentialsException refused() {
    return new BadCredentialsException("Anmeldename oder Kennwort ist falsch.");
  }

  private List<GrantedAuthority> authorities(String user) {
    return groups.of(user).stream()
        .<GrantedAuthority>map(group -> new SimpleGrantedAuthority(authority(group)))
        .toList();
  }

  static String authority(String group) {
    return AUTHORITY_PREFIX + group;
  }

  @Override
  public boolean supports(Class<?> type) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
  }
}
