package de.asvumzug.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff = new Backoff(Duration.ofSeconds(30), Duration.ofMinutes(15));

  @Test
  void doubles_from_the_first_wait_to_the_longest() {
    assertThat(backoff.after(1, 1)).isEqualTo(Duration.ofSeconds(30));
    assertThat(backoff.after(2, 1)).isEqualTo(Duration.ofSeconds(60));
    assertThat(backoff.after(6, 1)).isEqualTo(Duration.ofMinutes(15));
    assertThat(backoff.after(5000, 1)).isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  void is_spread_by_a_fifth() {
    assertThat(backoff.after(1, 0)).isEqualTo(Duration.ofSeconds(24));
  }
}
