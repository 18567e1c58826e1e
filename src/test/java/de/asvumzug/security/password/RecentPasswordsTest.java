package de.asvumzug.security.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.junit.jupiter.api.Test;

class RecentPasswordsTest {
  private Instant now = Instant.parse("2026-11-27T08:00:00Z");
  private final RecentPasswords recent =
      new RecentPasswords(
          new Clock() {
            @Override
            public Instant instant() {
              return now;
            }

            @Override
            public java.time.ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
              return this;
            }
          });

  private static UserEntity user(String stored) {
    UserEntity user = new UserEntity("technik");
    user.setDbPassword(stored);
    return user;
  }

  @Test
  void the_same_password_is_right_for_some_minutes() {
    recent.remember(user("{x}1"), "geheim");
    assertThat(recent.isRight(user("{x}1"), "geheim")).isTrue();
    now = now.plus(Duration.ofMinutes(6));
    assertThat(recent.isRight(user("{x}1"), "geheim")).isFalse();
  }

  @Test
  void another_password_is_not() {
    recent.remember(user("{x}1"), "geheim");
    assertThat(recent.isRight(user("{x}1"), "geheim ")).isFalse();
  }

  @Test
  void a_change_of_the_stored_password_forgets_it_at_once() {
    recent.remember(user("{x}1"), "geheim");
    assertThat(recent.isRight(user("{x}2"), "geheim")).isFalse();
  }

  @Test
  void nobody_is_known_before_he_was_checked() {
    assertThat(recent.isRight(user("{x}1"), "")).isFalse();
  }
}
