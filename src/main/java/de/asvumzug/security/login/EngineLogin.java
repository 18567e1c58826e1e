package de.asvumzug.security.login;

import de.asvumzug.security.account.Groups;
import de.asvumzug.security.account.PeopleSettings;
import de.asvumzug.security.events.SecurityTrail;
import de.asvumzug.security.password.OwnPasswords;
import de.asvumzug.security.password.RecentPasswords;
import de.asvumzug.security.password.StoredPasswords;
import de.asvumzug.security.request.RequestLog;
import de.asvumzug.security.worker.ScrapeAccount;
import de.asvumzug.security.worker.WorkerAccount;
import de.asvumzug.security.worker.WorkerAccounts;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.identity.User;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/**
 * Checks user and password with the engine, behind our own {@link LoginThrottle}: the engine's is
 * switched off (application.yaml), since it locks an account for good. The principal is the user's
 * id, the authorities are {@code GROUP_<group id>}. The workers on site are known to {@link
 * WorkerAccounts}, the one in here to {@link WorkerAccount}, the monitoring system to {@link
 * ScrapeAccount}.
 */
@Component
public final class EngineLogin implements AuthenticationProvider {
  public static final String AUTHORITY_PREFIX = "GROUP_";

  private static final Logger LOG = LoggerFactory.getLogger(EngineLogin.class);

  private final IdentityService identity;
  private final Groups groups;
  private final WorkerAccounts sites;
  private final WorkerAccount worker;
  private final ScrapeAccount scrape;
  private final PeopleSettings settings;
  private final StoredPasswords stored;
  private final OwnPasswords own;
  private final SecurityTrail trail;
  private final RecentPasswords recent = new RecentPasswords(Clock.systemUTC());
  private final LoginThrottle throttle = new LoginThrottle(Clock.systemUTC());

  EngineLogin(
      IdentityService identity,
      Groups groups,
      WorkerAccounts sites,
      WorkerAccount worker,
      ScrapeAccount scrape,
      PeopleSettings settings,
      StoredPasswords stored,
      OwnPasswords own,
      SecurityTrail trail) {
    this.trail = trail;
    this.stored = stored;
    this.own = own;
    this.worker = worker;
    this.scrape = scrape;
    this.settings = settings;
    this.identity = identity;
    this.groups = groups;
    this.sites = sites;
  }

  @Override
  public Authentication authenticate(Authentication attempt) {
    String user = attempt.getName();
    String password = attempt.getCredentials() == null ? "" : attempt.getCredentials().toString();
    LoginThrottle.Attempt from = from(attempt);
    Duration wait = throttle.wait(from);
    if (!wait.isZero()) {
      throw new TooManyAttempts(wait);
    }
    Optional<Authentication> login = check(user, password);
    if (login.isEmpty()) {
      throttle.failed(from);
      LOG.warn(
          "Falsches Kennwort für {} von {}", RequestLog.printable(from.account()), from.source());
      trail.note(
          SecurityTrail.Kind.WRONG_PASSWORD, from.account(), from.source(), "Kennwort geprüft");
      throw refused();
    }
    throttle.succeeded(from);
    return login.get();
  }

  private LoginThrottle.Attempt from(Authentication attempt) {
    String user = attempt.getName();
    String source =
        attempt.getDetails() instanceof WebAuthenticationDetails details
            ? details.getRemoteAddress()
            : "unbekannt";
    boolean technical =
        sites.isAccount(user) || scrape.isAccount(user) || user.equals(worker.user());
    return new LoginThrottle.Attempt(
        user, source, technical, technical || user.equals(settings.breakGlass().user()));
  }

  private Optional<Authentication> check(String user, String password) {
    if (sites.isAccount(user)) {
      return sites.logIn(user, password);
    }
    if (scrape.isAccount(user)) {
      return scrape.logIn(password);
    }
    boolean right =
        user.equals(worker.user())
            ? worker.is(password)
            : !user.isBlank() && !password.isEmpty() && known(user, password);
    return right
        ? Optional.of(
            UsernamePasswordAuthenticationToken.authenticated(user, null, authorities(user)))
        : Optional.empty();
  }

  private boolean known(String id, String password) {
    User user = identity.createUserQuery().userId(id).singleResult();
    if (user == null) {
      stored.pretend(password);
      return false;
    }
    if (recent.isRight(user, password)) {
      return true;
    }
    if (!right(id, password)) {
      return false;
    }
    recent.remember(user, password);
    if (!StoredPasswords.current(user.getPassword())
        && identity.checkPasswordAgainstPolicy(password, user).isValid()) {
      renew(user, password);
    }
    return true;
  }

  /** The engine counts wrong passwords in the user's row: two at once get into each other's way. */
  private boolean right(String id, String password) {
    try {
      return identity.checkPassword(id, password);
    } catch (OptimisticLockingException e) {
      return identity.checkPassword(id, password);
    }
  }

  /**
   * Stores the same password in today's way. One that is too easy today is not stored again: its
   * owner is led to the page that changes it.
   */
  private void renew(User user, String password) {
    boolean chosen = own.isOwn(user);
    User fresh = identity.createUserQuery().userId(user.getId()).singleResult();
    fresh.setPassword(password);
    identity.saveUser(fresh);
    if (chosen) {
      own.note(identity.createUserQuery().userId(user.getId()).singleResult());
    }
  }

  private static BadCredentialsException refused() {
    return new BadCredentialsException("Anmeldename oder Kennwort ist falsch.");
  }

  private List<GrantedAuthority> authorities(String user) {
    return groups.of(user).stream()
        .<GrantedAuthority>map(group -> new SimpleGrantedAuthority(authority(group)))
        .toList();
  }

  public static String authority(String group) {
    return AUTHORITY_PREFIX + group;
  }

  @Override
  public boolean supports(Class<?> type) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
  }
}
