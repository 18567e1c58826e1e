package de.asvumzug.web.move;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.host.job.Pace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How amounts, rates and remaining times read. */
class StepProgressTest {

  @ParameterizedTest
  @CsvSource({
    "20, 40,     noch etwa 20–40 s",
    "0, 0,       noch etwa 1 s",
    "180, 290,   noch etwa 3–5 min",
    "180, 180,   noch etwa 3 min",
    "3600, 9000, noch etwa 1–3 h",
    "120, -1,    noch mindestens 2 min",
  })
  void the_remaining_time_is_a_range_in_words(long least, long most, String words) {
    StepProgress progress = new StepProgress(1, 10, "Bytes", "…", new Pace(1, least, most));

    assertThat(progress.left()).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "Bytes,    38200000, 38 MB/s",
    "Bytes,    1250000000, '1,3 GB/s'",
    "Zeilen,   12000, 12.000 Zeilen/s",
    "Tabellen, 0.25, 15 Tabellen/min",
  })
  void the_rate_is_told_in_the_unit_of_the_work(String unit, double perSecond, String words) {
    assertThat(new StepProgress(1, 10, unit, "…", new Pace(perSecond, 1, 2)).rate())
        .isEqualTo(words);
  }

  @Test
  void bytes_are_told_in_a_size_that_people_read() {
    assertThat(new StepProgress(1_234_567_890, 3_400_000_000L, "Bytes", "…").amount())
        .isEqualTo("1,2 GB von 3,4 GB");
    assertThat(new StepProgress(5, 10, "Tabellen", null).amount()).isEqualTo("5 von 10 Tabellen");
  }

  @Test
  void what_is_done_has_no_remaining_time() {
    assertThat(new StepProgress(10, 10, "Bytes", "…", new Pace(1, 0, 0)).left()).isNull();
  }
}
