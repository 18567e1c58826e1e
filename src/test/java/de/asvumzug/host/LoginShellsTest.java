package de.asvumzug.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import de.asvumzug.host.script.LinuxCommands;
import de.asvumzug.host.script.Script;
import de.asvumzug.host.ssh.SshConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Log-ins whose shell does something else than what it is told, or something before it. */
@ExtendWith(OutputCaptureExtension.class)
class LoginShellsTest {
  @TempDir Path folder;

  @Test
  void a_greeting_is_noted_once_and_ignored(CapturedOutput log) throws Exception {
    try (MinaServer server = new MinaServer(folder, "echo 'Hallo, hier ist asv-alt'")) {
      Script script = script(server, Duration.ofSeconds(30));
      for (int i = 0; i < 3; i++) {
        assertThat(script.text("clock", List.of())).matches("[0-9.]+\n");
      }
      script.close();
    }
    assertThat(log.getOut()).containsOnlyOnce("Hallo, hier ist asv-alt");
  }

  @Test
  void what_gets_into_the_middle_of_an_answer_is_never_believed() throws Exception {
    Path armed = folder.resolve("armed");
    Path now = folder.resolve("now");
    Path written = folder.resolve("written");
    String leavesSomethingAtWork =
        """
        if [ -e %s ]; then
          rm %s
          { until [ -e %s ]; do sleep 0.01; done; echo Fertig; : >%s; } </dev/null &
        fi
        """
            .formatted(armed, armed, now, written);
    byte[] list = (Files.writeString(folder.resolve("file"), "x") + "\0").getBytes(UTF_8);
    try (MinaServer server = new MinaServer(folder, leavesSomethingAtWork)) {
      Script script = script(server, Duration.ofSeconds(30));
      Script.Input slow =
          out -> {
            await().until(this::answerHasBegun);
            Files.writeString(now, "");
            await().until(() -> Files.exists(written));
            Script.sized(out, list);
          };
      script.text("clock", List.of());
      Files.writeString(armed, "");

      assertThat(script.text("many", List.of("sha256", "1"), slow)).matches("[0-9a-f]{64} .*\n");
      assertThat(armed).doesNotExist();
      script.close();
    }
  }

  /** The verb makes the file for its list when it has begun. */
  private boolean answerHasBegun() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("work"))) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith("list."));
    }
  }

  @Test
  void a_start_file_that_waits_for_something_is_given_up_with_advice() throws Exception {
    String waiting = "echo 'Bitte Terminal wählen:'; sleep 30";
    assertFails(waiting, Duration.ofSeconds(1))
        .hasMessageContaining("nach 1 s noch keinen Befehl begonnen")
        .hasMessageContaining("Startdatei");
  }

  @Test
  void a_shell_that_runs_something_else_is_named_with_what_came() throws Exception {
    assertFails("echo 'Nur SFTP ist erlaubt'; cat >/dev/null; exit 1", Duration.ofSeconds(30))
        .hasMessageContaining("Nur SFTP ist erlaubt")
        .hasMessageContaining("ForceCommand");
  }

  @Test
  void a_shell_that_writes_without_end_is_given_up() throws Exception {
    assertFails("while :; do echo 'Menü: 1) Ende'; done", Duration.ofSeconds(2))
        .hasMessageContaining("Startdatei");
  }

  private AbstractThrowableAssert<?, ?> assertFails(String startFile, Duration limit)
      throws Exception {
    try (MinaServer server = new MinaServer(folder, startFile)) {
      Script script = script(server, limit);
      AbstractThrowableAssert<?, ?> failure =
          assertThatThrownBy(() -> script.text("clock", List.of()))
              .isInstanceOf(OperationFailed.class);
      script.close();
      return failure;
    }
  }

  private Script script(MinaServer server, Duration limit) {
    SshConnection connection =
        new SshConnection(
            SshHosts.access(
                server.knownHosts(),
                SshHosts.way(System.getProperty("user.name"), server.port(), server.key())));
    return new Script(
        connection,
        new LinuxCommands(folder.resolve("work").toString(), List.of(), Set.of()),
        folder.resolve("work").toString(),
        Sleeper.REAL,
        limit);
  }
}
