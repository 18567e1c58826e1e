package de.asvumzug.security.worker;

import de.asvumzug.host.secret.SecretValues;
import de.asvumzug.security.password.Passwords;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

/**
 * The account of the monitoring system, by the settings alone: no user of the engine, no person. It
 * reads the figures and the details of health, and nothing of any move.
 */
@Component
public final class ScrapeAccount {
  public static final String AUTHORITY = "SCRAPE";

  private static final int SHORTEST_PASSWORD = 20;

  private final String user;
  private final byte[] password;

  ScrapeAccount(ScrapeSettings settings, SecretValues secrets) {
    user = settings.user();
    password = settings.passwordFile() == null ? null : read(settings, secrets);
  }

  private static byte[] read(ScrapeSettings settings, SecretValues secrets) {
    String password = Passwords.fromFile("die Überwachung", settings.passwordFile());
    if (password.length() < SHORTEST_PASSWORD) {
      throw new IllegalStateException(
          "Das Kennwort in %s für die Überwachung (asv.metrics) ist zu kurz; es braucht mindestens %d zufällige Zeichen."
              .formatted(settings.passwordFile(), SHORTEST_PASSWORD));
    }
    secrets.remember(password);
    return password.getBytes(StandardCharsets.UTF_8);
  }

  public boolean isAccount(String id) {
    return password != null && user.equals(id);
  }

  /** Empty if the password is wrong. */
  public Optional<Authentication> logIn(String attempt) {
    return MessageDigest.isEqual(password, attempt.getBytes(StandardCharsets.UTF_8))
        ? Optional.of(
            UsernamePasswordAuthenticationToken.authenticated(
                user, null, List.of(new SimpleGrantedAuthority(AUTHORITY))))
        : Optional.empty();
  }

  public static boolean is(Authentication login) {
    return login.getAuthorities().stream().anyMatch(one -> one.getAuthority().equals(AUTHORITY));
  }

  /**
   * @throws IllegalStateException if a person or a site's worker has its log-in name
   */
  public void check(IdentityService identity, WorkerAccounts sites) {
    if (password != null
        && (sites.isAccount(user) || identity.createUserQuery().userId(user).count() > 0)) {
      throw new IllegalStateException(
          "Der Anmeldename %s gehört schon einem anderen. Bitte unter asv.metrics.user einen freien angeben."
              .formatted(user));
    }
  }
}
