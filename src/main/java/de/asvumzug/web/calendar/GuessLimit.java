package de.asvumzug.web.calendar;

import de.asvumzug.security.login.LoginThrottle;
import de.asvumzug.security.login.LoginThrottle.Attempt;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down who tries addresses, as {@link LoginThrottle} does who tries passwords. A program that
 * goes on asking for one that was withdrawn tries nothing new: it is refused, and holds up nobody
 * else behind the same connection.
 */
final class GuessLimit {
  private static final int MOST_REMEMBERED = 20_000;

  private final LoginThrottle throttle;
  private final Map<Attempt, Boolean> refused =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Attempt, Boolean> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  GuessLimit(Clock clock) {
    this.throttle = new LoginThrottle(clock);
  }

  /** How long this source must wait with this address; zero if it may ask. */
  synchronized Duration wait(String hash, String source) {
    Attempt attempt = attempt(hash, source);
    return refused.containsKey(attempt) ? Duration.ZERO : throttle.wait(attempt);
  }

  synchronized void wrong(String hash, String source) {
    Attempt attempt = attempt(hash, source);
    if (refused.put(attempt, true) == null) {
      throttle.failed(attempt);
    }
  }

  synchronized void right(String hash, String source) {
    throttle.succeeded(attempt(hash, source));
  }

  private static Attempt attempt(String hash, String source) {
    return new Attempt(hash, source, false, true);
  }
}
