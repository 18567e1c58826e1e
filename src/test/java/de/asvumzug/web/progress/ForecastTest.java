package de.asvumzug.web.progress;

import static de.asvumzug.web.progress.ProgressFixture.AN_HOUR_EACH;
import static de.asvumzug.web.progress.ProgressFixture.FULL;
import static de.asvumzug.web.progress.ProgressFixture.NOTHING_KNOWN;
import static de.asvumzug.web.progress.ProgressFixture.WINDOW;
import static de.asvumzug.web.progress.ProgressFixture.at;
import static de.asvumzug.web.progress.ProgressFixture.step;
import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.web.move.StepView;
import de.asvumzug.web.progress.ElapsedTimes.Elapsed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForecastTest {
  private static final int STAGES_IN_THE_WINDOW = 6;

  @Test
  void before_the_window_it_counts_from_the_windows_beginning() {
    assertThat(forecast(-600))
        .hasValue(new Forecast(at(STAGES_IN_THE_WINDOW * 50), at(STAGES_IN_THE_WINDOW * 90), 4));
  }

  @Test
  void a_window_that_should_have_begun_counts_from_now() {
    assertThat(forecast(30).orElseThrow().earliest()).isEqualTo(at(30 + STAGES_IN_THE_WINDOW * 50));
  }

  @Test
  void what_a_stage_has_taken_so_far_counts() {
    assertThat(forecast(20, step("recheckMachines", 0, null)))
        .hasValue(new Forecast(at(6 * 50), at(6 * 90), 4));
  }

  @Test
  void a_stage_that_takes_longer_than_nearly_all_before_gets_their_spread() {
    assertThat(forecast(200, step("recheckMachines", 0, null)))
        .hasValue(new Forecast(at(200 + 5 * 50), at(200 + 40 + 5 * 90), 4));
  }

  @Test
  void stages_that_are_over_are_not_waited_for() {
    assertThat(
            forecast(
                60,
                step("recheckMachines", 0, 4),
                step("backup", 4, 60),
                step("install", 60, 60),
                step("restoreFull", 60, 60),
                step("finish", 60, 60)))
        .hasValue(new Forecast(at(60 + 50), at(60 + 90), 4));
  }

  @Test
  void without_enough_earlier_moves_there_is_none() {
    assertThat(
            Forecast.of(
                MoveProgress.stages(Milestone.of(FULL), List.of()), WINDOW, NOTHING_KNOWN, at(0)))
        .isEmpty();
  }

  @Test
  void two_moves_say_nothing_and_three_do() {
    List<Duration> two = List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));

    assertThat(Elapsed.of(two)).isEmpty();
    assertThat(
            Elapsed.of(
                List.of(Duration.ofMinutes(30), Duration.ofMinutes(10), Duration.ofMinutes(20))))
        .hasValue(
            new Elapsed(Duration.ofMinutes(14), Duration.ofMinutes(20), Duration.ofMinutes(26), 3));
  }

  @Test
  void it_warns_when_it_may_become_later_than_agreed() {
    assertThat(forecast(0).orElseThrow().late(WINDOW)).isFalse();
    assertThat(forecast(300).orElseThrow().late(WINDOW)).isTrue();
  }

  private static Optional<Forecast> forecast(int now, StepView... steps) {
    return Forecast.of(
        MoveProgress.stages(Milestone.of(FULL), List.of(steps)), WINDOW, AN_HOUR_EACH, at(now));
  }
}
