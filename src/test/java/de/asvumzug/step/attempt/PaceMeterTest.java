package de.asvumzug.step.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.asvumzug.host.job.Pace;
import de.asvumzug.host.job.Progress;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Rate and remaining time, by a clock that goes as the test says. */
class PaceMeterTest {
  private Instant now = Instant.EPOCH;
  private final PaceMeter meter = new PaceMeter();
  private long done;

  @Test
  void nothing_is_said_in_the_first_seconds() {
    assertThat(run(4, 10, "a").pace()).isNull();
    assertThat(run(1, 10, "a").pace()).isNotNull();
  }

  @Test
  void an_even_pace_leaves_no_range() {
    Pace pace = run(40, 10, "a").pace();

    assertThat(pace.perSecond()).isCloseTo(10, within(0.001));
    assertThat(pace.leftAtLeast()).isEqualTo(60);
    assertThat(pace.leftAtMost()).isEqualTo(60);
  }

  @Test
  void an_uneven_pace_leaves_the_range_between_the_fastest_and_the_slowest_stretch() {
    run(60, 2, "a");
    Pace pace = run(10, 20, "a").pace();

    assertThat(pace.leftAtLeast()).isEqualTo((1000 - done) / 20);
    assertThat(pace.leftAtMost()).isBetween((1000 - done) / 5, (1000 - done) / 2);
  }

  @Test
  void while_it_stands_still_only_the_least_is_known() {
    run(30, 10, "a");
    Pace pace = run(12, 0, "a").pace();

    assertThat(pace.leftAtMost()).isNegative();
    assertThat(pace.leftAtLeast()).isPositive();
  }

  @Test
  void what_was_there_at_the_beginning_does_not_count_as_done_in_a_moment() {
    done = 900;

    assertThat(run(9, 1, "a").pace().perSecond()).isCloseTo(1, within(0.001));
  }

  @Test
  void a_new_piece_of_work_is_measured_anew() {
    run(30, 10, "a");
    done = 0;

    assertThat(run(3, 1, "b").pace()).isNull();
  }

  private Progress run(int seconds, long perSecond, String text) {
    for (int i = 0; i < seconds; i++) {
      meter.measured(new Progress(done, 1000, "Bytes", text), now);
      now = now.plusSeconds(1);
      done += perSecond;
    }
    return meter.measured(new Progress(done, 1000, "Bytes", text), now);
  }
}
