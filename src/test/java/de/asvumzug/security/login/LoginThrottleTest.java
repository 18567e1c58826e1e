package de.asvumzug.security.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
  private Instant now = Instant.parse("2026-11-27T08:00:00Z");
  private final LoginThrottle throttle = new LoginThrottle(new Movable());

  private final class Movable extends Clock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private static LoginThrottle.Attempt person(String account, String source) {
    return new LoginThrottle.Attempt(account, source, false, false);
  }

  private void fail(LoginThrottle.Attempt attempt, int times) {
    for (int i = 0; i < times; i++) {
      throttle.failed(attempt);
    }
  }

  @Test
  void a_few_wrong_passwords_cost_nothing() {
    fail(person("a", "1.1.1.1"), LoginThrottle.FREE_BY_ACCOUNT - 1);
    assertThat(throttle.wait(person("a", "1.1.1.1"))).isZero();
  }

  @Test
  void each_further_one_doubles_the_waiting() {
    fail(person("a", "1.1.1.1"), LoginThrottle.FREE_BY_ACCOUNT);
    assertThat(throttle.wait(person("a", "1.1.1.1"))).hasSeconds(1);
    fail(person("a", "1.1.1.1"), 3);
    assertThat(throttle.wait(person("a", "1.1.1.1"))).hasSeconds(8);
  }

  @Test
  void nobody_is_locked_for_good_whatever_was_tried() {
    for (int i = 0; i < 100_000; i++) {
      throttle.failed(person("a", "10.0." + i % 200 + ".1"));
    }
    assertThat(throttle.wait(person("a", "9.9.9.9")))
        .isLessThanOrEqualTo(LoginThrottle.LONGEST_BY_ACCOUNT);
    now = now.plus(LoginThrottle.LONGEST_BY_ACCOUNT);
    assertThat(throttle.wait(person("a", "9.9.9.9"))).isZero();
  }

  @Test
  void a_source_that_tries_many_accounts_waits_and_others_do_not() {
    for (int i = 0; i < LoginThrottle.FREE_BY_SOURCE; i++) {
      throttle.failed(person("a" + i, "1.1.1.1"));
    }
    assertThat(throttle.wait(person("other", "1.1.1.1"))).isPositive();
    assertThat(throttle.wait(person("other", "2.2.2.2"))).isZero();
  }

  @Test
  void a_source_waits_no_longer_than_its_limit() {
    fail(person("a", "1.1.1.1"), 1000);
    now = now.plus(LoginThrottle.LONGEST_BY_SOURCE);
    assertThat(throttle.wait(person("b", "1.1.1.1"))).isZero();
  }

  @Test
  void the_owner_gets_in_from_where_he_was_before() {
    throttle.succeeded(person("a", "3.3.3.3"));
    fail(person("a", "1.1.1.1"), 100);
    assertThat(throttle.wait(person("a", "3.3.3.3"))).isZero();
    assertThat(throttle.wait(person("a", "2.2.2.2"))).isPositive();
  }

  @Test
  void guessing_from_where_the_owner_was_before_is_slowed_down_too() {
    throttle.succeeded(person("a", "3.3.3.3"));
    fail(person("a", "3.3.3.3"), LoginThrottle.FREE_BY_ACCOUNT + 5);
    assertThat(throttle.wait(person("a", "3.3.3.3"))).hasSeconds(32);
  }

  @Test
  void an_hour_without_a_wrong_password_forgets_them() {
    fail(person("a", "1.1.1.1"), 10);
    now = now.plus(Duration.ofMinutes(61));
    throttle.failed(person("a", "1.1.1.1"));
    assertThat(throttle.wait(person("a", "1.1.1.1"))).isZero();
  }

  @Test
  void a_worker_is_never_held_up_where_it_works_from() {
    LoginThrottle.Attempt worker = new LoginThrottle.Attempt("worker-n", "3.3.3.3", true, true);
    throttle.succeeded(worker);
    fail(worker, 100);
    fail(new LoginThrottle.Attempt("worker-n", "1.1.1.1", true, true), 100);
    assertThat(throttle.wait(worker)).isZero();
  }

  @Test
  void addresses_of_one_ipv6_network_are_one_source() {
    for (int i = 0; i < LoginThrottle.FREE_BY_SOURCE; i++) {
      throttle.failed(person("a" + i, "2001:db8:1:2:0:0:0:" + i));
    }
    assertThat(throttle.wait(person("x", "2001:db8:1:2:9:9:9:9"))).isPositive();
    assertThat(throttle.wait(person("x", "2001:db8:1:3:9:9:9:9"))).isZero();
  }

  @Test
  void memory_is_bounded_whatever_names_are_typed() {
    LoginThrottle.Attempt longName = person("a".repeat(100_000), "1.1.1.1");
    assertThat(longName.account()).hasSize(64);
  }
}
