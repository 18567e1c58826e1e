package de.asvumzug.step.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.client.exception.ConnectionLostException;
import org.junit.jupiter.api.Test;

/** How often a worker asks. */
class LineBackoffTest {
  private final LineBackoff backoff = new LineBackoff(Clock.systemUTC());

  private long after(boolean error) {
    backoff.reconfigure(
        List.of(),
        error ? new ConnectionLostException("weg", new java.io.IOException("weg")) : null);
    return backoff.calculateBackoffTime();
  }

  @Test
  void it_waits_longer_and_longer_while_the_line_is_down_but_never_long() {
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      waits.add(after(true));
    }

    assertThat(waits).isSorted().first().isEqualTo(250L);
    assertThat(waits).last().isEqualTo(5_000L);
  }

  @Test
  void it_asks_at_once_when_the_line_is_back() {
    after(true);
    after(true);

    assertThat(after(false)).isZero();
    assertThat(after(true)).isEqualTo(250L);
  }
}
