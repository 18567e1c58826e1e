package de.asvumzug.web.progress;

import static de.asvumzug.web.progress.ProgressFixture.AN_HOUR_EACH;
import static de.asvumzug.web.progress.ProgressFixture.FULL;
import static de.asvumzug.web.progress.ProgressFixture.NOTHING_KNOWN;
import static de.asvumzug.web.progress.ProgressFixture.WINDOW;
import static de.asvumzug.web.progress.ProgressFixture.at;
import static de.asvumzug.web.progress.ProgressFixture.step;
import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.plan.Window;
import de.asvumzug.web.move.StepView;
import de.asvumzug.web.progress.Timeline.Row;
import de.asvumzug.web.progress.Timeline.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {

  @Test
  void stands_between_the_edges_of_the_window() {
    Timeline line = line(AN_HOUR_EACH, 60);

    assertThat(line.windowBegin()).isEqualTo(line.left());
    assertThat(line.windowEnd()).isEqualTo(line.width() - 20);
    assertThat(line.now()).isBetween(line.windowBegin(), line.windowEnd());
  }

  @Test
  void each_stage_is_expected_after_the_one_before() {
    List<Row> rows = line(AN_HOUR_EACH, 0).rows();

    assertThat(rows.get(1).expectedBegin()).isEqualTo(at(60));
    assertThat(rows.get(1).expected().x())
        .isEqualTo(rows.get(0).expected().x() + rows.get(0).expected().width());
  }

  @Test
  void nothing_is_expected_without_earlier_moves_and_what_was_is_drawn() {
    Row backup =
        line(NOTHING_KNOWN, 60, step("recheckMachines", 0, 10), step("backup", 10, null))
            .rows()
            .get(1);

    assertThat(backup.expected()).isNull();
    assertThat(backup.actual()).isNotNull();
  }

  @Test
  void a_move_that_takes_longer_widens_the_line_beyond_the_windows_end() {
    Timeline line = line(NOTHING_KNOWN, 15 * 60, step("recheckMachines", 0, null));

    assertThat(line.windowEnd()).isLessThan(line.width() - 20);
    assertThat(line.now()).isEqualTo(line.width() - 20);
  }

  @Test
  void there_is_no_way_back_from_the_acceptance_on() {
    Timeline line = line(NOTHING_KNOWN, 400, step("acceptMigration", 300, 360));

    assertThat(line.noReturn())
        .isEqualTo(line.windowBegin() + (line.windowEnd() - line.windowBegin()) / 2);
    assertThat(line(NOTHING_KNOWN, 10).noReturn()).isNull();
  }

  @Test
  void the_axis_bears_whole_hours_of_the_day_and_not_too_many() {
    assertThat(line(AN_HOUR_EACH, 0).ticks())
        .extracting(Tick::label)
        .startsWith("Fr. 18:00", "Fr. 20:00")
        .hasSizeLessThanOrEqualTo(9);
  }

  @Test
  void the_night_when_the_clock_goes_back_keeps_the_real_hours() {
    Window night =
        new Window(Instant.parse("2026-10-24T22:00:00Z"), Instant.parse("2026-10-25T04:00:00Z"));
    Timeline line =
        Timeline.of(
            MoveProgress.stages(Milestone.of(FULL), List.of()),
            night,
            null,
            NOTHING_KNOWN,
            null,
            night.start().plus(Duration.ofHours(1)));

    assertThat(line.ticks())
        .extracting(Tick::label)
        .containsSubsequence("So. 02:00", "So. 02:00", "So. 03:00");
  }

  private static Timeline line(ElapsedTimes times, int now, StepView... steps) {
    List<Stage> stages = MoveProgress.stages(Milestone.of(FULL), List.of(steps));
    return Timeline.of(
        stages,
        WINDOW,
        Forecast.of(stages, WINDOW, times, at(now)).orElse(null),
        times,
        null,
        at(now));
  }
}
