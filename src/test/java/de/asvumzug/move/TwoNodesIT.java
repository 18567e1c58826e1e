package de.asvumzug.move;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.lab.LabOptions;
import de.asvumzug.support.ChildApplication;
import de.asvumzug.support.Move;
import de.asvumzug.support.Promises;
import de.asvumzug.support.TrainingGround;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two applications on one database: one is killed in the middle of a long step, the other goes on
 * with it; then each is stopped and started again while the move runs. No command runs twice.
 */
@Tag("long")
class TwoNodesIT {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final Duration LOCK = Duration.ofSeconds(10);

  @Test
  void the_other_node_goes_on_within_the_lock_time_and_a_rolling_restart_ends_no_move()
      throws Exception {
    Path folder = Path.of("target", "two-nodes").toAbsolutePath();
    FileUtils.deleteDirectory(folder.toFile());
    try (TrainingGround ground =
            TrainingGround.start(folder, TrainingGround.Kind.ENTERPRISE, LabOptions.defaults());
        ChildApplication one = node(ground, folder, "eins");
        ChildApplication two = node(ground, folder, "zwei")) {
      SlowTools.install(ground.lab().alt().folder(), "pg_dump");
      Path gate = SlowTools.gate(ground.lab().alt().folder(), "pg_dump");
      Move move = new Move(ground, one::base);
      move.plan();
      move.playUntil(() -> Files.exists(gate.resolve("reached")), LIMIT, (m, done) -> {});

      boolean first = worker(ground, "backupDatabase").equals("eins");
      ChildApplication killed = first ? one : two;
      ChildApplication other = first ? two : one;
      killed.kill();
      Files.createFile(gate.resolve("open"));
      Instant at = Instant.now();
      Move rest = move.through(other::base);
      rest.playUntil(() -> ended(rest, "backupDatabase"), LIMIT, (m, done) -> {});
      assertThat(Duration.between(at, Instant.now()))
          .as("lock, and a poll of the job executor and the worker")
          .isLessThan(LOCK.plusSeconds(40));
      assertThat(worker(ground, "backupDatabase")).isEqualTo(first ? "zwei" : "eins");

      killed.start();
      other.stop();
      Move end = move.through(killed::base);
      end.playUntil(() -> end.state().equals("DONE"), LIMIT, (m, done) -> {});

      assertThat(SlowTools.runs(ground.lab().alt().folder(), "pg_dump")).hasSize(1);
      assertThat(end.read("/trail/verification").get("intact").asBoolean()).isTrue();
      assertThat(ground.lab().alt().isServerUp()).isFalse();
      assertThat(ground.lab().neu().isServerUp()).isTrue();
    }
  }

  @Test
  void an_abort_ends_what_a_node_left_running_that_dies_before_it_hears_of_it() throws Exception {
    Path folder = Path.of("target", "two-nodes-abort").toAbsolutePath();
    FileUtils.deleteDirectory(folder.toFile());
    try (TrainingGround ground =
            TrainingGround.start(folder, TrainingGround.Kind.ENTERPRISE, LabOptions.defaults());
        ChildApplication one = node(ground, folder, "eins");
        ChildApplication two = node(ground, folder, "zwei");
        TwoServersWatch watch = new TwoServersWatch(ground.lab(), false);
        WorkWatch work = new WorkWatch(List.of(ground.lab().alt(), ground.lab().neu()))) {
      SlowTools.install(ground.lab().alt().folder(), "pg_dump");
      Path gate = SlowTools.gate(ground.lab().alt().folder(), "pg_dump");
      Promises before =
          Promises.before(
              ground.lab(),
              ground.lab().plan(Instant.now(), Instant.now().plusSeconds(60), Duration.ofDays(1)));
      Move move = new Move(ground, one::base);
      move.plan();
      move.playUntil(() -> Files.exists(gate.resolve("reached")), LIMIT, (m, done) -> {});
      boolean first = worker(ground, "backupDatabase").equals("eins");
      Move rest = move.through((first ? two : one)::base);

      (first ? one : two).kill(); // it never hears of the abort
      assertThat(rest.abort("Leitung gestört").statusCode()).isEqualTo(202);
      rest.playUntil(() -> rest.state().equals("ABORTED"), LIMIT, (m, done) -> {});

      assertThat(SlowTools.runs(ground.lab().alt().folder(), "pg_dump")).hasSize(1);
      assertThat(gate.resolve("open")).as("the dump never got on").doesNotExist();
      assertThat(state(ground, "backupDatabase")).isEqualTo("CANCELLED");
      assertThat(work.inWork(ground.lab().alt())).as("nothing of it runs any more").isEmpty();
      assertThat(before.keptByRollback(rest.read("/trail/verification")))
          .doesNotContainValue(false);
      assertThat(watch.both()).isZero();
      assertThat(work.twice()).isEmpty();
      assertThat(work.seen()).isPositive();
    }
  }

  private static ChildApplication node(TrainingGround ground, Path folder, String name)
      throws Exception {
    return ChildApplication.start(
        ground,
        folder.resolve(name + ".log"),
        "--asv.steps.worker=" + name,
        "--asv.steps.lock=" + LOCK.toSeconds() + "s",
        "--asv.steps.heartbeat=2s");
  }

  private static String worker(TrainingGround ground, String element) throws Exception {
    return newest(ground, "worker", element);
  }

  private static String state(TrainingGround ground, String element) throws Exception {
    return newest(ground, "state", element);
  }

  private static String newest(TrainingGround ground, String column, String element)
      throws Exception {
    try (Connection database =
        DriverManager.getConnection(ground.databaseUrl(), "postgres", "postgres")) {
      return Content.texts(
              database,
              "select "
                  + column
                  + " from umzug.step where element = '"
                  + element
                  + "' order by id desc")
          .get(0);
    }
  }

  private static boolean ended(Move move, String element) throws Exception {
    for (JsonNode step : move.read("/steps")) {
      if (step.get("element").asText().equals(element) && step.hasNonNull("endedAt")) {
        return true;
      }
    }
    return false;
  }
}
