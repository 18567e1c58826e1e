package de.asvumzug;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shell scripts of the containers, run as they are. */
class LabScriptsTest {
  @TempDir Path folder;
  private ServerSocket ssh;
  private ServerSocket postgres;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void a_machine_that_is_up() throws IOException {
    ssh = new ServerSocket(0, 5, InetAddress.getByName("localhost"));
    postgres = new ServerSocket(0, 5, InetAddress.getByName("localhost"));
    Files.createDirectories(folder.resolve("run/enabled"));
    Path ready = Files.writeString(folder.resolve("ready"), folder + "\n");
    environment.put("READY_FILE", ready.toString());
    environment.put("SSH_PORT", String.valueOf(ssh.getLocalPort()));
    environment.put("POSTGRES_PORT", String.valueOf(postgres.getLocalPort()));
    environment.put("ASV_PORT", "1");
    environment.put("LAB_PART", "alt");
  }

  @AfterEach
  void down() throws IOException {
    ssh.close();
    postgres.close();
  }

  @Test
  void an_old_machine_whose_server_was_stopped_for_good_is_healthy() throws Exception {
    assertThat(run("docker/lab/healthy.sh").exit()).isZero();
  }

  @Test
  void a_machine_whose_enabled_server_does_not_answer_is_not() throws Exception {
    Files.createFile(folder.resolve("run/enabled/asv-server"));

    assertThat(run("docker/lab/healthy.sh").exit()).isNotZero();
  }

  @Test
  void a_machine_whose_enabled_server_answers_is_healthy() throws Exception {
    Files.createFile(folder.resolve("run/enabled/asv-server"));
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName("localhost"))) {
      environment.put("ASV_PORT", String.valueOf(server.getLocalPort()));

      assertThat(run("docker/lab/healthy.sh").exit()).isZero();
    }
  }

  @Test
  void a_machine_without_its_database_is_not_healthy() throws Exception {
    postgres.close();

    assertThat(run("docker/lab/healthy.sh").exit()).isNotZero();
  }

  @Test
  void the_plan_tells_what_was_accepted_also_when_it_is_started_again() throws Exception {
    Files.createFile(folder.resolve("umzug.yaml.angenommen"));
    Files.writeString(
        folder.resolve("umzug.yaml.bericht.txt"), "Der Umzug hat die Nummer U-2026-0001.\n");
    environment.put("INBOX", folder.toString());

    Result result = run("docker/lab/plan.sh");

    assertThat(result.exit()).isZero();
    assertThat(result.output()).contains("U-2026-0001");
  }

  @Test
  void a_plan_that_was_refused_says_why_and_fails() throws Exception {
    command("curl", "exit 0");
    command(
        "java",
        "echo 'title: fehlt' >\"$INBOX/umzug.yaml.bericht.txt\"; : >\"$INBOX/umzug.yaml.abgelehnt\"");
    environment.put("INBOX", folder.toString());

    Result result = run("docker/lab/plan.sh");

    assertThat(result.exit()).isNotZero();
    assertThat(result.output()).contains("title: fehlt");
  }

  /** A program that stands in for one of the container's. */
  private void command(String name, String script) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    environment.put("PATH", bin + ":" + System.getenv("PATH"));
  }

  private record Result(int exit, String output) {}

  private Result run(String script) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("sh", script).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), output);
  }
}
