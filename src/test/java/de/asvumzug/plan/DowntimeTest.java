package de.asvumzug.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long nobody is expected to be able to work. */
class DowntimeTest {

  @ParameterizedTest
  @CsvSource({
    "3-6, 3-6, 3 bis 6 Stunden",
    "3 – 6, 3-6, 3 bis 6 Stunden",
    "4, 4, etwa 4 Stunden",
    "1-1, 1, etwa eine Stunde"
  })
  void is_read_written_and_said(String typed, String kept, String words) {
    assertThat(Downtime.parse(typed)).hasToString(kept);
    assertThat(Downtime.parse(typed).words()).isEqualTo(words);
    assertThat(Downtime.parse(kept)).isEqualTo(Downtime.parse(typed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "6-3", "drei", "3-", "3h", "-3", "1.5"})
  void anything_else_is_refused(String typed) {
    assertThatThrownBy(() -> Downtime.parse(typed)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void fits_a_window_that_is_long_enough() {
    Instant start = Instant.parse("2026-12-11T15:00:00Z");

    assertThat(new Downtime(3, 6).fits(new Window(start, start.plusSeconds(6 * 3600)))).isTrue();
    assertThat(new Downtime(3, 6).fits(new Window(start, start.plusSeconds(5 * 3600)))).isFalse();
  }
}
