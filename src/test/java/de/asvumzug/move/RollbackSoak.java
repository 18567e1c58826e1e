package de.asvumzug.move;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.lab.Lab;
import de.asvumzug.lab.LabMachine;
import de.asvumzug.lab.LabOptions;
import de.asvumzug.support.Promises;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A move is given up after a point, on real machines, the next one after a later point, until
 * acceptance ({@code -Dsoak.rollbacks}, 10 on each of {@code -Dsoak.routes}). Afterwards the old
 * server works with the content that it had, and the new one does not.
 */
class RollbackSoak {
  private static final int POINTS = Integer.getInteger("soak.rollbacks", 10);
  private static final List<String> ROUTES =
      List.of(System.getProperty("soak.routes", "full-school,full-enterprise").split(","));
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final List<String> found = new ArrayList<>();
  private final List<String> rows = new ArrayList<>();

  @Test
  void the_old_server_works_as_before_wherever_a_move_is_given_up() throws Exception {
    for (String route : ROUTES) {
      Set<String> done = new LinkedHashSet<>();
      for (int number = 0; number < POINTS; number++) {
        try (PlayedMove move =
            PlayedMove.open(
                "rollbacks", LabOptions.route(route).withPupils(90), "--asv.watch.every=5s")) {
          giveUp(route, move, done);
        }
        write();
      }
    }
    assertThat(found).isEmpty();
  }

  /** After each move, so that a run that is cut leaves its figures. */
  private void write() throws IOException {
    Files.createDirectories(Path.of("target/soak"));
    Files.writeString(
        Path.of("target/soak/rollbacks.md"),
        "| route | given up after | seconds |\n| --- | --- | ---: |\n" + String.join("", rows));
  }

  private void giveUp(String route, PlayedMove move, Set<String> done) throws Exception {
    Promises before =
        Promises.before(
            move.lab(),
            move.lab().plan(Instant.now(), Instant.now().plusSeconds(60), Duration.ofDays(1)));
    move.move().plan();
    String point = playToNewPoint(move, done);
    Instant begun = Instant.now();
    move.move().abort("Probe: nach " + point);
    move.move().playUntil(() -> move.move().state().equals("ABORTED"), LIMIT, (m, completed) -> {});
    rows.add("| " + route + " | " + point + " | " + since(begun) + " |\n");
    System.out.print(rows.get(rows.size() - 1));
    look(move.lab(), before, move, route + " after " + point);
  }

  private static long since(Instant begun) {
    return Duration.between(begun, Instant.now()).toSeconds();
  }

  /**
   * Plays on past the points that were tried, so that each move gets further than the one before.
   */
  private static String playToNewPoint(PlayedMove move, Set<String> done) throws Exception {
    String[] reached = {""};
    move.playUntil(
        () -> {
          Set<String> steps = new LinkedHashSet<>();
          for (JsonNode line : move.trail("STEP_ENDED")) {
            steps.add(line.get("element").asText());
          }
          boolean inWindow = steps.contains("windowStarted");
          steps.removeAll(done);
          steps.removeIf(step -> !inWindow);
          reached[0] = steps.stream().reduce("", (one, next) -> next);
          return steps.size() > 2;
        });
    for (JsonNode line : move.trail("STEP_ENDED")) {
      done.add(line.get("element").asText());
    }
    return reached[0];
  }

  private void look(Lab lab, Promises before, PlayedMove move, String what) throws Exception {
    LabMachine alt = lab.alt();
    if (!alt.isServerUp() || lab.neu().isServerUp()) {
      found.add(what + ": the wrong server is up");
    }
    if (lab.neu().systemctl("is-enabled", LabMachine.SERVER).output().equals("enabled")) {
      found.add(what + ": the new server is enabled");
    }
    if (alt.login("sys", lab.oldSysPassword()) != 200) {
      found.add(what + ": nobody logs in at the old server");
    }
    if (!before.oldContentIsAsBefore()) {
      found.add(what + ": the old content differs");
    }
    if (!move.verifies()) {
      found.add(what + ": trail broken");
    }
  }
}
