package de.asvumzug.move;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.lab.LabOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;

/**
 * Moves on all routes, one after the other, while things break, until so many kills of real
 * processes have been made ({@code -Dsoak.kills}, 300) or the time is over ({@code -Dsoak.minutes},
 * 120). {@code -Dseed} repeats a run.
 */
class SimulationSoak {
  private static final int KILLS = Integer.getInteger("soak.kills", 300);
  private static final int MINUTES = Integer.getInteger("soak.minutes", 120);
  private static final int FAULTS = Integer.getInteger("simulation.faults", 40);

  /** Where nobody may mount, or there is no sshd, these cannot be made. */
  private static final Set<Faults.Kind> NOT_EVERYWHERE =
      Set.of(Faults.Kind.CONNECTION, Faults.Kind.DISK);

  private final long seed = Long.getLong("seed", new Random().nextLong());
  private final Tally tally = new Tally();
  private final Instant begun = Instant.now();

  @Test
  void every_move_keeps_all_its_promises_whatever_breaks() throws Exception {
    System.out.println("seed of the simulation: " + seed);
    Random seeds = new Random(seed);
    for (int number = 0; tally.kills() < KILLS && minutes() < MINUTES; number++) {
      String route = LabOptions.ROUTES.get(number % LabOptions.ROUTES.size());
      Simulation simulation = new Simulation(route, seeds.nextLong(), FAULTS, true, tally);
      System.out.println("simulation: " + simulation);
      int before = tally.violations().size();
      try {
        simulation.play();
      } catch (Exception | AssertionError e) {
        e.printStackTrace(System.out);
        tally.violation(simulation + ": " + e.getMessage());
      }
      write();
      if (tally.violations().size() > before) {
        keep("failed-" + number);
      }
    }
    assertThat(tally.violations()).as("seed " + seed).isEmpty();
    assertThat(tally.neverMade()).as("faults that the seed never made").isSubsetOf(NOT_EVERYWHERE);
  }

  /** What the application and its trail say of a move, before the next one takes its place. */
  private static void keep(String name) throws IOException {
    FileUtils.copyDirectory(
        Path.of("target/simulation").toFile(),
        Path.of("target/soak", name).toFile(),
        file -> file.getName().endsWith(".log") || file.getName().equals("trail.json"));
  }

  private long minutes() {
    return Duration.between(begun, Instant.now()).toMinutes();
  }

  /** After each move, so that a run that is cut leaves its figures. */
  private void write() throws IOException {
    Path folder = Files.createDirectories(Path.of("target/soak"));
    Files.writeString(folder.resolve("simulation.md"), tally.table(seed, minutes()));
    Files.write(folder.resolve("violations.txt"), tally.violations());
    Files.write(folder.resolve("left-out.txt"), List.copyOf(tally.leftOut()));
  }
}
