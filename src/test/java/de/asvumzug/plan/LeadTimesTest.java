package de.asvumzug.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long before the window people are reminded. */
class LeadTimesTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"14d, 7d, 2h|14d, 7d, 2h", "1 d,2h|1d, 2h", "keine|keine", "Keine|keine"})
  void days_and_hours_are_read_and_written(String typed, String kept) {
    assertThat(LeadTimes.parse(typed)).hasToString(kept);
    assertThat(LeadTimes.parse(kept)).isEqualTo(LeadTimes.parse(typed));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "0d",
        "1w",
        "61d",
        "1441h",
        "1d,",
        "1d,,2h",
        "-1d",
        "1d,1d,1d,1d,1d,1d,1d,1d,1d,1d,1d"
      })
  void anything_else_is_refused(String typed) {
    assertThatThrownBy(() -> LeadTimes.parse(typed)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_day_keeps_the_hour_when_the_clocks_change() {
    assertThat(LeadTimes.parse("1d, 24h").before(at("2027-03-28T16:00"), BERLIN))
        .containsExactly(at("2027-03-27T15:00"), at("2027-03-27T16:00"));
  }

  private static Instant at(String there) {
    return LocalDateTime.parse(there).atZone(BERLIN).toInstant();
  }
}
