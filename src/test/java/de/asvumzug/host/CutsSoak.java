package de.asvumzug.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand cuts of the connection, by several machines at once, each with a seed of its own.
 * {@code -Dsoak.cuts} (10000) sets the number, {@code -Dseed} repeats a run.
 */
class CutsSoak {
  private static final int CUTS = Integer.getInteger("soak.cuts", 10_000);
  private static final int MACHINES = 8;

  @TempDir Path folder;

  @Test
  void nothing_happens_twice_and_nothing_is_lost_wherever_the_connection_is_cut() throws Exception {
    long seed = Long.getLong("seed", new Random().nextLong());
    System.out.println("seed of the cuts: " + seed);
    ExecutorService threads = Executors.newFixedThreadPool(MACHINES);
    List<Future<int[]>> machines = new ArrayList<>();
    try {
      for (int i = 0; i < MACHINES; i++) {
        long own = seed + i;
        Path place = folder.resolve("m" + i);
        machines.add(threads.submit(() -> cut(place, own)));
      }
      int cuts = 0;
      int works = 0;
      for (Future<int[]> machine : machines) {
        cuts += machine.get()[0];
        works += machine.get()[1];
      }
      assertThat(cuts).isGreaterThanOrEqualTo(CUTS);
      Files.createDirectories(Path.of("target/soak"));
      Files.writeString(
          Path.of("target/soak/cuts.md"),
          "| seed | cuts | pieces of work | started twice | lost |\n| --- | ---: | ---: | ---: | ---: |\n| "
              + seed
              + " | "
              + cuts
              + " | "
              + works
              + " | 0 | 0 |\n");
    } finally {
      threads.shutdownNow();
    }
  }

  private static int[] cut(Path place, long seed) throws Exception {
    int works = 0;
    try (SeededCuts cuts = new SeededCuts(place, seed)) {
      while (cuts.cuts() < CUTS / MACHINES) {
        cuts.work();
        works++;
      }
      return new int[] {cuts.cuts(), works};
    } catch (Exception | AssertionError e) {
      throw new AssertionError("seed " + seed + ", piece of work " + works, e);
    }
  }
}
