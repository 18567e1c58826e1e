package de.asvumzug.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GermanFormatTest {
  private static final Instant EVENING = Instant.parse("2026-12-04T17:00:00Z");

  @Test
  void a_size_has_the_unit_that_suits_it() {
    assertThat(GermanFormat.bytes(0)).isEqualTo("0 Bytes");
    assertThat(GermanFormat.bytes(999)).isEqualTo("999 Bytes");
    assertThat(GermanFormat.bytes(1_500)).isEqualTo("1,5 kB");
    assertThat(GermanFormat.bytes(57_400_000)).isEqualTo("57 MB");
    assertThat(GermanFormat.bytes(4_321_000_000L)).isEqualTo("4,3 GB");
    assertThat(GermanFormat.bytes(12_345_000_000_000L)).isEqualTo("12,3 TB");
  }

  @Test
  void times_are_those_of_bavaria_in_winter_and_summer() {
    assertThat(GermanFormat.full(EVENING)).isEqualTo("Freitag, 4. Dezember 2026, 18:00 Uhr");
    assertThat(GermanFormat.full(Instant.parse("2026-07-01T16:00:00Z")))
        .isEqualTo("Mittwoch, 1. Juli 2026, 18:00 Uhr");
    assertThat(GermanFormat.dayAndTime(EVENING)).isEqualTo("04.12.2026 um 18:00 Uhr");
    assertThat(GermanFormat.day(EVENING)).isEqualTo("04.12.2026");
  }

  @Test
  void figures_have_commas_and_points_as_in_german() {
    assertThat(GermanFormat.seconds(Duration.ofMillis(1_540))).isEqualTo("1,5 s");
    assertThat(GermanFormat.number(1_234_567)).isEqualTo("1.234.567");
  }
}
