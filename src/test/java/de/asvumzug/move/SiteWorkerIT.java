package de.asvumzug.move;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.lab.LabMachine;
import de.asvumzug.lab.LabOptions;
import de.asvumzug.support.ChildWorker;
import de.asvumzug.support.CutLine;
import de.asvumzug.support.TrainingGround;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A whole move whose machines the centre does not reach: it has neither their secrets nor a way to
 * them, a worker on site does all the work. In the middle the line is cut for longer than a lock
 * lasts, and the worker is killed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("long")
class SiteWorkerIT {
  private static final String PASSWORD = "Fern-Schluessel-77!-und-lang";
  private static final String SITE = "nord";
  private static final String WAITING = "Wartet auf den Worker am Standort „nord“";

  private final Path folder = Path.of("target", "site-worker").toAbsolutePath();
  private PlayedMove played;
  private CutLine line;
  private ChildWorker worker;

  @BeforeAll
  void play() throws Exception {
    Path secrets = Files.createDirectories(Path.of("target", "site-worker-secrets"));
    Path password = Files.writeString(secrets.resolve("worker").toAbsolutePath(), PASSWORD + "\n");
    Path nothing = Files.createDirectories(secrets.resolve("nothing")).toAbsolutePath();
    played =
        PlayedMove.open(
            "site-worker",
            TrainingGround.Kind.SCHOOL,
            LabOptions.defaults().withSchools(1).withPupils(100),
            "--asv.machines.alt.type=worker",
            "--asv.machines.alt.worker=" + SITE,
            "--asv.machines.neu.type=worker",
            "--asv.machines.neu.worker=" + SITE,
            "--asv.sites." + SITE + ".password-file=" + password,
            "--asv.secrets-directory=" + nothing);
    line = new CutLine(played.base().getPort(), secrets.resolve("line.p12").toAbsolutePath());
    played.move().plan();
    played.playUntil(() -> played.move().read("/steps").toString().contains(WAITING));
    worker =
        ChildWorker.start(
            SITE, line, password, played.lab().settings(), folder.resolve("worker.log"));
    playWithTrouble();
  }

  private void playWithTrouble() throws Exception {
    played.playUntil(() -> ended("stopSource"));
    line.cut();
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(7));
    line.mend();
    played.playUntil(() -> ended("installServer"));
    worker.kill();
    worker.start();
    played.playToTheEnd();
  }

  private boolean ended(String element) throws Exception {
    return played.elements("STEP_ENDED").contains(element);
  }

  @AfterAll
  void end() throws Exception {
    if (worker != null) {
      worker.close();
    }
    if (line != null) {
      line.close();
    }
    if (played != null) {
      played.close();
    }
  }

  @Test
  void the_new_server_works_and_the_old_one_is_stopped() throws Exception {
    assertThat(played.lab().alt().isServerUp()).isFalse();
    assertThat(played.lab().neu().isServerUp()).isTrue();
    assertThat(played.lab().neu().login("sys", played.lab().oldSysPassword())).isEqualTo(200);
  }

  @Test
  void every_line_about_a_machine_was_written_by_the_worker_of_the_site() throws Exception {
    Set<String> machines = new TreeSet<>();
    for (String kind : List.of("COMMAND", "JOB_STARTED", "JOB_ENDED")) {
      for (JsonNode row : played.trail(kind)) {
        machines.add(row.get("machine").asText());
        assertThat(row.at("/details/site").asText()).isEqualTo(SITE);
      }
    }
    assertThat(machines).containsExactlyInAnyOrder("alt", "neu");
  }

  @Test
  void the_trail_verifies_and_no_step_failed() throws Exception {
    assertThat(played.verifies()).isTrue();
    assertThat(played.trail("STEP_FAILED")).isEmpty();
  }

  @Test
  void no_job_was_started_twice() throws Exception {
    List<String> started = new ArrayList<>();
    for (JsonNode row : played.trail("JOB_STARTED")) {
      if (!row.at("/details/attached").asBoolean()) {
        started.add(row.get("machine").asText() + " " + row.at("/details/job").asText());
      }
    }
    assertThat(started).isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  void the_centre_knows_no_secret_of_the_machines() throws Exception {
    SecretSearch search = new SecretSearch(new ArrayList<>(played.lab().secretValues()));
    assertThat(search.in(played.log())).isZero();
    try (var database = played.database()) {
      assertThat(search.in(database)).isEmpty();
    }
    assertThat(search.in(Files.readString(folder.resolve("worker.log")))).isZero();
  }

  @Test
  void the_output_of_every_job_is_kept_with_the_checksum_that_the_trail_names() throws Exception {
    List<String> kept = played.move().read("/job-logs").findValuesAsText("sha256");
    List<String> named = new ArrayList<>();
    for (JsonNode row : played.trail("JOB_ENDED")) {
      assertThat(row.at("/details/logMissing").isMissingNode()).as(row.toString()).isTrue();
      named.add(row.at("/details/logSha256").asText());
    }
    assertThat(named).isNotEmpty();
    assertThat(kept).containsAll(named);
  }

  @Test
  void no_job_folder_is_left_behind() throws Exception {
    for (LabMachine machine : List.of(played.lab().alt(), played.lab().neu())) {
      Path jobs = machine.workFolder().resolve("jobs");
      assertThat(Files.isDirectory(jobs) ? FileSums.below(jobs) : Map.of())
          .as(machine.name())
          .isEmpty();
    }
  }

  @Test
  void a_worker_with_a_wrong_password_ends_and_says_why() throws Exception {
    Path wrong = Files.writeString(folder.resolve("wrong"), "Falsches-Kennwort-1!\n");
    Path log = folder.resolve("wrong.log");
    try (ChildWorker stranger = ChildWorker.start(SITE, line, wrong, Map.of(), log)) {
      assertThat(stranger.exitCode()).isEqualTo(1);
    }
    assertThat(Files.readString(log)).contains("Bitte Konto, Kennwort und Standort");
  }

  @Test
  void a_worker_does_not_start_without_encryption() throws Exception {
    Path log = folder.resolve("plain.log");
    URI plain = URI.create("http://centre.example");
    Path password = Files.writeString(folder.resolve("password"), PASSWORD);
    try (ChildWorker careless = ChildWorker.start(SITE, line, plain, password, Map.of(), log)) {
      assertThat(careless.exitCode()).isEqualTo(1);
    }
    assertThat(Files.readString(log)).contains("nicht verschlüsselt");
  }
}
