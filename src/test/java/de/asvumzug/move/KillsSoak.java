package de.asvumzug.move;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.lab.LabMachine;
import de.asvumzug.lab.LabOptions;
import de.asvumzug.support.ChildApplication;
import de.asvumzug.support.Move;
import de.asvumzug.support.TrainingGround;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;

/**
 * Whole moves, one after the other, while the application and the jobs on both machines are killed
 * at moments that a seed chooses, until so many kills have been made ({@code -Dsoak.kills}, 300;
 * {@code -Dseed} repeats a run). A watcher of its own asks both servers ten times a second.
 */
class KillsSoak {
  private static final int KILLS = Integer.getInteger("soak.kills", 300);
  private static final Duration LIMIT = Duration.ofMinutes(15);

  private final long seed = Long.getLong("seed", new Random().nextLong());
  private final Random random = new Random(seed);
  private final List<String> found = new ArrayList<>();
  private int applications;
  private int jobs;
  private int moves;
  private int looks;
  private int commands;

  @Test
  void every_move_ends_right_whoever_is_killed() throws Exception {
    System.out.println("seed of the kills: " + seed);
    Instant begun = Instant.now();
    while (applications + jobs < KILLS) {
      move(moves % 2 == 0 ? TrainingGround.Kind.SCHOOL : TrainingGround.Kind.ENTERPRISE);
      moves++;
    }
    Files.createDirectories(Path.of("target/soak"));
    Files.writeString(
        Path.of("target/soak/kills.md"),
        "| seed | moves | application killed | host job killed | jobs started | looks at both servers | started twice, lost or two servers | minutes |\n"
            + "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n| "
            + String.join(
                " | ",
                seed + "",
                moves + "",
                applications + "",
                jobs + "",
                commands + "",
                looks + "",
                found.size() + "",
                Duration.between(begun, Instant.now()).toMinutes() + "")
            + " |\n");
    assertThat(found).as("seed " + seed).isEmpty();
  }

  private void move(TrainingGround.Kind kind) throws Exception {
    Path folder = Path.of("target", "soak-move").toAbsolutePath();
    FileUtils.deleteDirectory(folder.toFile());
    try (TrainingGround ground = TrainingGround.start(folder, kind, LabOptions.defaults());
        ChildApplication application =
            ChildApplication.start(ground, folder.resolve("application.log"));
        Watcher watcher = new Watcher(ground)) {
      Move move = new Move(ground, application::base);
      move.plan();
      Instant[] next = {soon()};
      move.playUntil(
          () -> move.state().equals("DONE"),
          LIMIT,
          (m, done) -> {
            if (Instant.now().isAfter(next[0]) && applications + jobs < KILLS) {
              kill(ground, application, move);
              next[0] = soon();
            }
          });
      look(ground, move, watcher);
    } catch (Exception | AssertionError e) {
      throw new AssertionError("seed " + seed + ", move " + moves, e);
    }
  }

  private Instant soon() {
    return Instant.now().plusMillis(500 + random.nextInt(5_000));
  }

  private void kill(TrainingGround ground, ChildApplication application, Move move)
      throws Exception {
    List<Path> running = running(ground);
    if (!running.isEmpty() && random.nextInt(4) == 0) {
      Path job = running.get(random.nextInt(running.size()));
      String pid = Files.readString(job.resolve("pid")).split(" ")[0];
      new ProcessBuilder("kill", "-9", "--", "-" + pid).start().waitFor();
      jobs++;
    } else {
      application.kill();
      application.start();
      move.meetPeople();
      applications++;
    }
  }

  private static List<Path> running(TrainingGround ground) throws IOException {
    List<Path> running = new ArrayList<>();
    for (LabMachine machine : List.of(ground.lab().alt(), ground.lab().neu())) {
      Path jobs = machine.workFolder().resolve("jobs");
      if (Files.isDirectory(jobs)) {
        try (Stream<Path> folders = Files.list(jobs)) {
          folders
              .filter(job -> Files.exists(job.resolve("pid")) && !Files.exists(job.resolve("exit")))
              .forEach(running::add);
        }
      }
    }
    return running;
  }

  private void look(TrainingGround ground, Move move, Watcher watcher) throws Exception {
    Map<String, Integer> starts = new HashMap<>();
    for (JsonNode line : move.read("/trail")) {
      if (line.get("kind").asText().equals("JOB_STARTED")
          && !line.at("/details/attached").asBoolean()) {
        starts.merge(line.at("/details/job").asText(), 1, Integer::sum);
      }
    }
    commands += starts.size();
    starts.forEach(
        (job, times) -> {
          if (times > 1) {
            found.add(move.id() + ": " + job + " " + times + " times");
          }
        });
    if (!move.read("/trail/verification").get("intact").asBoolean()) {
      found.add(move.id() + ": trail broken");
    }
    if (ground.lab().alt().isServerUp() || !ground.lab().neu().isServerUp()) {
      found.add(move.id() + ": the wrong server is up");
    }
    looks += watcher.looks.get();
    if (watcher.both.get() > 0) {
      found.add(move.id() + ": two servers at " + watcher.both.get() + " looks");
    }
  }

  /** Asks both servers' client ports, and nobody else. */
  private static final class Watcher implements AutoCloseable {
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger both = new AtomicInteger();
    private final AtomicBoolean goesOn = new AtomicBoolean(true);
    private final Thread thread;

    Watcher(TrainingGround ground) {
      int alt = ground.lab().alt().clientPort();
      int neu = ground.lab().neu().clientPort();
      thread =
          new Thread(
              () -> {
                while (goesOn.get()) {
                  looks.incrementAndGet();
                  if (answers(alt) && answers(neu)) {
                    both.incrementAndGet();
                  }
                  java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
                }
              },
              "watcher");
      thread.start();
    }

    private static boolean answers(int port) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
        return true;
      } catch (IOException e) {
        return false;
      }
    }

    @Override
    public void close() throws InterruptedException {
      goesOn.set(false);
      thread.join();
    }
  }
}
