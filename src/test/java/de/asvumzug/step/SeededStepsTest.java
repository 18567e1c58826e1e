package de.asvumzug.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run with a fresh seed; {@code -Dseed=} repeats one. The long one is {@code CutsSoak}. */
class SeededStepsTest {
  private static final int CUTS = 60;

  @TempDir Path folder;

  @Test
  void every_step_ends_once_and_no_job_runs_twice_wherever_something_is_cut() throws Exception {
    long seed = Long.getLong("seed", new Random().nextLong());
    System.out.println("seed of the steps: " + seed);
    try (SeededSteps steps = new SeededSteps(folder, seed)) {
      while (steps.cuts() < CUTS) {
        steps.step();
      }
      assertThat(steps.cuts()).isGreaterThanOrEqualTo(CUTS);
    } catch (Exception | AssertionError e) {
      throw new AssertionError("seed " + seed, e);
    }
  }
}
