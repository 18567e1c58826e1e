package de.asvumzug.security.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down who guesses passwords: after some wrong ones each further one costs a waiting time
 * that doubles up to a limit and is forgotten after an hour without another. Nobody is ever locked
 * for good, and refused attempts do not prolong the waiting.
 *
 * <p>It counts by account, whatever the sources, and by source, whatever the accounts. Where an
 * account has logged in from a source before, both are counted for themselves: who knows an
 * account's name cannot keep its owner out from elsewhere. Kept in memory, each node for itself.
 */
public final class LoginThrottle {
  /** Wrong passwords without waiting. */
  static final int FREE_BY_ACCOUNT = 5;

  /** More: a school's people share one address. */
  static final int FREE_BY_SOURCE = 20;

  static final Duration LONGEST_BY_ACCOUNT = Duration.ofMinutes(1);
  static final Duration LONGEST_BY_SOURCE = Duration.ofMinutes(5);

  private static final Duration FORGOTTEN = Duration.ofHours(1);
  private static final int MOST_REMEMBERED = 20_000;

  private final Clock clock;
  private final Map<String, Failures> failures = new Newest<>();
  private final Map<String, Boolean> familiar = new Newest<>();

  private record Failures(int count, Instant last, Instant until) {}

  public LoginThrottle(Clock clock) {
    this.clock = clock;
  }

  /** How long this account must wait from this source; zero if it may try. */
  public synchronized Duration wait(Attempt attempt) {
    if (familiar.containsKey(attempt.pair())) {
      return attempt.technical() ? Duration.ZERO : wait(attempt.pair());
    }
    Duration source = wait(attempt.bySource());
    Duration account = attempt.spared() ? Duration.ZERO : wait(attempt.byAccount());
    return source.compareTo(account) > 0 ? source : account;
  }

  public synchronized void failed(Attempt attempt) {
    if (familiar.containsKey(attempt.pair())) {
      count(attempt.pair(), FREE_BY_ACCOUNT, LONGEST_BY_ACCOUNT);
    } else {
      count(attempt.byAccount(), FREE_BY_ACCOUNT, LONGEST_BY_ACCOUNT);
      count(attempt.bySource(), FREE_BY_SOURCE, LONGEST_BY_SOURCE);
    }
  }

  /** The source's own count stays: it may guess at others. */
  public synchronized void succeeded(Attempt attempt) {
    familiar.put(attempt.pair(), true);
    failures.remove(attempt.pair());
    failures.remove(attempt.byAccount());
  }

  private Duration wait(String key) {
    Failures seen = failures.get(key);
    Instant now = clock.instant();
    return seen == null || !seen.until().isAfter(now)
        ? Duration.ZERO
        : Duration.between(now, seen.until());
  }

  private void count(String key, int free, Duration longest) {
    Instant now = clock.instant();
    Failures seen = failures.get(key);
    int count = seen == null || seen.last().plus(FORGOTTEN).isBefore(now) ? 1 : seen.count() + 1;
    Duration delay =
        count < free ? Duration.ZERO : Duration.ofSeconds(1L << Math.min(count - free, 20));
    Instant until = now.plus(delay.compareTo(longest) > 0 ? longest : delay);
    failures.put(key, new Failures(count, now, until));
  }

  /**
   * One try.
   *
   * @param account the name that was typed
   * @param source address of the other side
   * @param technical an account with a long random password of its own (a worker): a wrong one from
   *     elsewhere must never hold up a move
   * @param spared not slowed down by what others try with this account: the way in after an attack
   */
  public record Attempt(String account, String source, boolean technical, boolean spared) {
    private static final int LONGEST_NAME = 64;

    public Attempt {
      account = account.substring(0, Math.min(account.length(), LONGEST_NAME));
      source = network(source);
    }

    String byAccount() {
      return "account " + account;
    }

    String bySource() {
      return "source " + source;
    }

    String pair() {
      return "pair " + source + " " + account;
    }

    /** Of an IPv6 address the network: everybody has more addresses in it than can be counted. */
    private static String network(String address) {
      if (address.indexOf(':') < 0) {
        return address;
      }
      String[] groups = address.split(":", -1);
      return groups.length < 5 || address.contains("::") && address.indexOf("::") < 4
          ? address
          : String.join(":", groups[0], groups[1], groups[2], groups[3]);
    }
  }

  /** Forgets the oldest: memory stays bounded whatever names are typed. */
  private static final class Newest<V> extends LinkedHashMap<String, V> {
    private static final long serialVersionUID = 1;

    Newest() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
      return size() > MOST_REMEMBERED;
    }
  }
}
