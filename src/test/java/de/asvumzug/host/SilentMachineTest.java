package de.asvumzug.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import de.asvumzug.host.ssh.SshAccess;
import de.asvumzug.host.ssh.SshConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A machine that takes a connection and never says a word. */
class SilentMachineTest {
  @TempDir Path folder;
  private final Queue<Socket> taken = new ConcurrentLinkedQueue<>();
  private ServerSocket door;
  private SshConnection connection;

  @BeforeEach
  void machine() throws Exception {
    door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread porter = new Thread(this::take, "silent-machine");
    porter.setDaemon(true);
    porter.start();
    SshAccess.Way way =
        new SshAccess.Way(
            "umzug", "127.0.0.1", door.getLocalPort(), Optional.empty(), Optional.of("x"));
    connection =
        new SshConnection(
            new SshAccess(
                "aus",
                List.of(way),
                Files.createFile(folder.resolve("known_hosts")),
                1,
                Duration.ofSeconds(60)));
  }

  private void take() {
    try {
      while (true) {
        taken.add(door.accept());
      }
    } catch (IOException e) {
      // closed
    }
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
    door.close();
    for (Socket socket : taken) {
      socket.close();
    }
  }

  @Test
  @Timeout(60)
  void is_given_up_within_seconds_by_whoever_only_glances_at_it() {
    long begin = System.nanoTime();

    assertThatThrownBy(() -> connection.glancing().open("true"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nicht zu erreichen");

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
    assertThat(taken).as("tries").hasSize(1);
  }

  @Test
  @Timeout(60)
  void keeps_nobody_waiting_behind_a_step_that_tries_to_reach_it() {
    Thread step = new Thread(this::patiently, "patient-step");
    step.setDaemon(true);
    step.start();
    await().until(() -> !taken.isEmpty());
    long begin = System.nanoTime();

    assertThatThrownBy(() -> connection.glancing().open("true"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("beschäftigt");

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
    step.interrupt();
  }

  private void patiently() {
    try {
      connection.open("true");
    } catch (IOException | RuntimeException e) {
      // as expected
    }
  }
}
