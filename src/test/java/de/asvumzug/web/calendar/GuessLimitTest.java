package de.asvumzug.web.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Trying addresses is slow; reading one's own calendar is not. */
class GuessLimitTest {
  private static final String SOURCE = "192.0.2.1";

  private final GuessLimit limit =
      new GuessLimit(Clock.fixed(Instant.parse("2026-12-01T08:00:00Z"), ZoneOffset.UTC));

  @Test
  void many_different_addresses_make_a_source_wait() {
    guess(25);

    assertThat(limit.wait("another", SOURCE)).isPositive();
    assertThat(limit.wait("another", "192.0.2.2")).isZero();
  }

  @Test
  void a_program_that_asks_for_a_withdrawn_address_again_and_again_holds_up_nobody() {
    for (int i = 0; i < 1000; i++) {
      limit.wrong("withdrawn", SOURCE);
    }

    assertThat(limit.wait("withdrawn", SOURCE)).isZero();
    assertThat(limit.wait("another", SOURCE)).isZero();
  }

  @Test
  void who_has_read_a_calendar_from_there_goes_on_reading_it() {
    limit.right("own", SOURCE);
    guess(25);

    assertThat(limit.wait("own", SOURCE)).isZero();
  }

  private void guess(int times) {
    for (int i = 0; i < times; i++) {
      limit.wrong("guess " + i, SOURCE);
    }
  }
}
