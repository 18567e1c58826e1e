package de.asvumzug.security.password;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.camunda.bpm.engine.identity.User;

/**
 * Remembers for some minutes which passwords were right: programs send theirs with each request,
 * and working it out takes as long as it does on purpose. Kept in memory only, under a key that is
 * made up at the start; a stored password that has changed forgets it at once.
 */
public final class RecentPasswords {
  private static final Duration VALID = Duration.ofMinutes(5);
  private static final int MOST = 1000;
  private static final String MAC = "HmacSHA256";

  private final Clock clock;
  private final SecretKeySpec key;
  private final Map<String, Known> known = new LinkedHashMap<>();

  private record Known(String mark, byte[] mac, Instant until) {}

  public RecentPasswords(Clock clock) {
    this.clock = clock;
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    this.key = new SecretKeySpec(random, MAC);
  }

  public synchronized boolean isRight(User user, String password) {
    Known seen = known.get(user.getId());
    return seen != null
        && seen.until().isAfter(clock.instant())
        && seen.mark().equals(OwnPasswords.mark(user))
        && MessageDigest.isEqual(seen.mac(), mac(password));
  }

  public synchronized void remember(User user, String password) {
    if (known.size() >= MOST) {
      known.clear();
    }
    known.put(
        user.getId(),
        new Known(OwnPasswords.mark(user), mac(password), clock.instant().plus(VALID)));
  }

  private byte[] mac(String password) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(key);
      return mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
