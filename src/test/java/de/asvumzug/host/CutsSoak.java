package de.asvumzug.host;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.step.SeededSteps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand cuts, by several machines at once, each with a seed of its own. The first thing that
 * happens twice or gets lost ends the run. {@code -Dsoak.cuts} (10000) sets the number, {@code
 * -Dseed} repeats a run.
 */
class CutsSoak {
  private static final int CUTS = Integer.getInteger("soak.cuts", 10_000);
  private static final int MACHINES = 8;

  @TempDir Path folder;

  @Test
  void nothing_happens_twice_and_nothing_is_lost_wherever_it_is_cut() throws Exception {
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
      int steps = 0;
      for (Future<int[]> machine : machines) {
        cuts += machine.get()[0];
        works += machine.get()[1];
        steps += machine.get()[2];
      }
      assertThat(cuts).isGreaterThanOrEqualTo(CUTS);
      Files.createDirectories(Path.of("target/soak"));
      Files.writeString(
          Path.of("target/soak/cuts.md"),
          "| seed | cuts | pieces of work on the line | steps |\n| --- | ---: | ---: | ---: |\n"
              + Stream.of(seed, cuts, works, steps)
                  .map(String::valueOf)
                  .collect(Collectors.joining(" | ", "| ", " |\n")));
    } finally {
      threads.shutdownNow();
    }
  }

  /** Half of the cuts on the line to the machine alone, half with everything around a step. */
  private static int[] cut(Path place, long seed) throws Exception {
    int works = 0;
    int made = 0;
    try (SeededCuts cuts = new SeededCuts(place.resolve("line"), seed)) {
      while (cuts.cuts() < CUTS / MACHINES / 2) {
        cuts.work();
        works++;
      }
      made += cuts.cuts();
    } catch (Exception | AssertionError e) {
      throw new AssertionError("seed " + seed + ", piece of work " + works, e);
    }
    int done = 0;
    try (SeededSteps steps = new SeededSteps(place.resolve("steps"), seed)) {
      while (made + steps.cuts() < CUTS / MACHINES) {
        steps.step();
        done++;
      }
      return new int[] {made + steps.cuts(), works, done};
    } catch (Exception | AssertionError e) {
      throw new AssertionError("seed " + seed + ", step " + done, e);
    }
  }
}
