package de.asvumzug.move;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.lab.LabOptions;
import de.asvumzug.support.ChildApplication;
import de.asvumzug.support.Move;
import de.asvumzug.support.TrainingGround;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Rule I3 on real processes: the application is killed in the middle of the long steps and started
 * again.
 */
@Tag("long")
class KilledApplicationIT {
  private static final Duration LIMIT = Duration.ofMinutes(4);

  @Test
  void the_move_goes_on_by_itself_and_no_long_command_runs_twice() throws Exception {
    Path folder = Path.of("target", "killed").toAbsolutePath();
    try (TrainingGround ground =
            TrainingGround.start(folder, TrainingGround.Kind.ENTERPRISE, LabOptions.defaults());
        ChildApplication application =
            ChildApplication.start(ground, folder.resolve("application.log"))) {
      SlowTools.install(ground.lab().alt().folder(), "pg_dump");
      SlowTools.install(ground.lab().neu().folder(), "pg_restore");
      Move move = new Move(ground, application::base);
      move.plan();

      killWhileRunning(
          application,
          move,
          "backupDatabase",
          "dump",
          SlowTools.gate(ground.lab().alt().folder(), "pg_dump"));
      killWhileRunning(
          application,
          move,
          "restoreDatabase",
          "restore",
          SlowTools.gate(ground.lab().neu().folder(), "pg_restore"));
      move.playUntil(() -> move.state().equals("DONE"), LIMIT, (m, done) -> {});

      assertThat(SlowTools.runs(ground.lab().alt().folder(), "pg_dump")).hasSize(1);
      assertThat(SlowTools.runs(ground.lab().neu().folder(), "pg_restore"))
          .as("the load, and the rights behind it")
          .hasSize(2);
      assertThat(startedJobs(move, "backupDatabase", "dump")).containsExactly(false, true);
      assertThat(startedJobs(move, "restoreDatabase", "restore")).containsExactly(false, true);
      assertThat(move.read("/trail/verification").get("intact").asBoolean()).isTrue();
    }
  }

  /**
   * The tool waits at its gate, so that the kill falls into the middle of its work, and after the
   * start has been written on the trail.
   */
  private static void killWhileRunning(
      ChildApplication application, Move move, String element, String job, Path gate)
      throws Exception {
    move.playUntil(
        () -> Files.exists(gate.resolve("reached")) && !startedJobs(move, element, job).isEmpty(),
        LIMIT,
        (m, done) -> {});
    application.kill();
    Files.createFile(gate.resolve("open"));
    application.start();
    move.meetPeople();
    move.playUntil(() -> ended(move, element), LIMIT, (m, done) -> {});
  }

  private static boolean ended(Move move, String element) throws Exception {
    for (JsonNode step : move.read("/steps")) {
      if (step.get("element").asText().equals(element) && step.hasNonNull("endedAt")) {
        return true;
      }
    }
    return false;
  }

  /** For each start of the job on the trail, whether it was only attached to. */
  private static List<Boolean> startedJobs(Move move, String element, String job) throws Exception {
    List<Boolean> attached = new ArrayList<>();
    for (JsonNode line : move.read("/trail")) {
      if (line.get("kind").asText().equals("JOB_STARTED")
          && line.get("element").asText().equals(element)
          && line.at("/details/job").asText().endsWith("." + job)) {
        attached.add(line.at("/details/attached").asBoolean());
      }
    }
    return attached;
  }
}
