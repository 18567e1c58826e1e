package de.asvumzug.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A short run of the cuts with a fresh seed; {@code -Dseed=} repeats one. The long one is {@code
 * CutsSoak}.
 */
class SeededCutsTest {
  private static final int CUTS = 60;

  @TempDir Path folder;

  @Test
  void nothing_happens_twice_and_nothing_is_lost_wherever_the_connection_is_cut() throws Exception {
    long seed = Long.getLong("seed", new Random().nextLong());
    System.out.println("seed of the cuts: " + seed);
    try (SeededCuts cuts = new SeededCuts(folder, seed)) {
      while (cuts.cuts() < CUTS) {
        cuts.work();
      }
      assertThat(cuts.cuts()).isGreaterThanOrEqualTo(CUTS);
    } catch (Exception | AssertionError e) {
      throw new AssertionError("seed " + seed, e);
    }
  }
}
