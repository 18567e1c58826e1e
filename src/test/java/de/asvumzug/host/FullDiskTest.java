package de.asvumzug.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.job.JobStatus;
import de.asvumzug.host.script.LinuxCommands;
import de.asvumzug.host.script.LocalConnection;
import de.asvumzug.host.script.ScriptHost;
import de.asvumzug.support.SmallDisk;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The work folder's disk fills up before, while and after something is done there. */
class FullDiskTest {
  private static final JobKey KEY = new JobKey("s-1.dump");

  @TempDir Path folder;
  private SmallDisk disk;
  private Host host;
  private Path work;

  @BeforeEach
  void a_machine_with_a_small_disk() throws Exception {
    work = folder.resolve("work");
    Optional<SmallDisk> small = SmallDisk.at(work, System.getProperty("user.name"), 2);
    assumeThat(small).as("this computer lets us mount").isPresent();
    disk = small.orElseThrow();
    host =
        ScriptHost.over(
            new LocalConnection("neu"),
            new LinuxCommands(work.toString(), List.of(), Set.of()),
            work.toString(),
            Duration.ofSeconds(20),
            Optional::empty);
    host.clock(); // brings the script there
  }

  @AfterEach
  void end() throws Exception {
    if (disk != null) {
      host.close();
      disk.close();
    }
  }

  @Test
  void a_job_does_not_begin_where_its_end_would_find_no_room() throws Exception {
    Files.createDirectories(work.resolve("jobs"));
    Path trace = folder.resolve("trace");
    disk.fill();

    assertThatThrownBy(() -> host.start(KEY, Command.of("touch", trace.toString())))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("Auf neu ist der Datenträger voll")
        .hasMessageContaining("Platz schaffen");

    assertThat(trace).doesNotExist();
  }

  @Test
  void a_job_that_fills_the_disk_itself_ends_with_its_exit_code() throws Exception {
    host.start(KEY, Command.of("sh", "-c", "cat /dev/zero >" + work + "/ballast; exit 7"));

    await().until(() -> host.status(KEY).orElseThrow() instanceof JobStatus.Ended);

    assertThat(((JobStatus.Ended) host.status(KEY).orElseThrow()).exitCode()).isEqualTo(7);
  }

  @Test
  void an_answer_that_found_no_room_is_not_believed() throws Exception {
    String fills = "cat /dev/zero >" + work + "/ballast 2>/dev/null; echo läuft; exit 0";

    assertThatThrownBy(() -> host.run(Command.of("sh", "-c", fills)))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("Auf neu ist der Datenträger voll");
  }

  @Test
  void a_short_command_does_not_begin_on_a_full_disk() throws Exception {
    Path trace = folder.resolve("trace");
    disk.fill();

    assertThatThrownBy(() -> host.run(Command.of("touch", trace.toString())))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("Auf neu ist der Datenträger voll");

    assertThat(trace).doesNotExist();
  }

  @Test
  void a_job_is_ended_on_a_full_disk_too() throws Exception {
    JobStatus.Running job = (JobStatus.Running) host.start(KEY, Command.of("sleep", "300"));
    disk.fill();

    host.cancel(KEY);

    assertThat(HostContract.hasEnded(job.pid())).isTrue();
  }

  @Test
  void a_file_keeps_its_content_where_the_new_one_finds_no_room() throws Exception {
    String file = work + "/config.local.ini";
    host.files().writeText(file, "alt=1\n");
    disk.fill();

    assertThatThrownBy(() -> host.files().writeText(file, "neu=2\n".repeat(2000)))
        .hasMessageContaining("Auf neu ist der Datenträger voll");

    assertThat(Files.readString(Path.of(file))).isEqualTo("alt=1\n");
  }

  @Test
  void a_file_that_was_not_written_to_its_end_is_told_with_the_reason() throws Exception {
    disk.fill();

    assertThatThrownBy(
            () -> {
              try (OutputStream out = host.files().write(work + "/dump", 0)) {
                out.write(new byte[100_000]);
              }
            })
        .hasMessageContaining("Auf neu ist der Datenträger voll");
  }

  @Test
  void a_fencing_token_that_cannot_be_kept_lets_nothing_begin() throws Exception {
    host.fence(new FencingToken("start-asv", 1));
    disk.fill();

    assertThatThrownBy(() -> host.fence(new FencingToken("start-asv", 2)))
        .hasMessageContaining("Auf neu ist der Datenträger voll");
  }

  @Test
  void the_same_goes_on_when_there_is_room_again() throws Exception {
    disk.fill();
    assertThatThrownBy(() -> host.run(Command.of("true"))).isInstanceOf(OperationFailed.class);
    disk.free();

    assertThat(host.run(Command.of("echo", "da")).output()).isEqualTo("da\n");
  }

  @Test
  void a_folder_that_is_not_there_is_told_in_words() {
    assertThatThrownBy(() -> host.files().write("/gibt/es/nicht", 0).close())
        .hasMessageContaining("/gibt/es/nicht gibt es auf neu nicht");
  }
}
