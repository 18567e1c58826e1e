package de.asvumzug.move;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.lab.LabOptions;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One move with a fresh seed while things break; {@code -Dseed=} and {@code -Dsimulation.route=}
 * repeat one. The long run is {@code SimulationSoak}.
 */
@Tag("long")
class SimulationIT {
  private static final int FAULTS = Integer.getInteger("simulation.faults", 6);

  @Test
  void a_move_keeps_all_its_promises_whatever_breaks() throws Exception {
    long seed = Long.getLong("seed", new Random().nextLong());
    String route =
        System.getProperty(
            "simulation.route",
            LabOptions.ROUTES.get(new Random(seed).nextInt(LabOptions.ROUTES.size())));
    Tally tally = new Tally();
    Simulation simulation = new Simulation(route, seed, FAULTS, false, tally);
    System.out.println("simulation: " + simulation);
    try {
      simulation.play();
    } catch (Exception e) {
      throw new AssertionError(simulation.toString(), e);
    }
    assertThat(tally.violations()).as(simulation.toString()).isEmpty();
    assertThat(tally.made()).as("faults").isPositive();
  }
}
