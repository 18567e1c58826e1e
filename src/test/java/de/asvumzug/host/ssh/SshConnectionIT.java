package de.asvumzug.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.FileStat;
import de.asvumzug.host.Host;
import de.asvumzug.host.MinaServer;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.Sleeper;
import de.asvumzug.host.SshHosts;
import de.asvumzug.host.job.DetachedJobs;
import de.asvumzug.host.job.JobResult;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.script.LinuxCommands;
import de.asvumzug.host.script.ScriptHost;
import de.asvumzug.lab.LabSshd;
import de.asvumzug.lab.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a machine over SSH can do to us: be another one, refuse us, be gone in the middle. */
@Tag("long")
class SshConnectionIT {
  private static final String USER = System.getProperty("user.name");

  @TempDir Path folder;
  private LabSshd sshd;
  private Host host;

  @BeforeEach
  void start() throws Exception {
    sshd = LabSshd.start(folder.resolve("sshd"), Ports.AROUND.free());
    host = host(access());
  }

  @AfterEach
  void stop() throws Exception {
    host.close();
    sshd.close();
  }

  private SshAccess access() {
    return SshHosts.access(sshd.knownHosts(), SshHosts.way(USER, sshd.port(), sshd.key()));
  }

  private Host host(SshAccess access) {
    return SshHosts.host(access, folder.resolve("work"), Duration.ofSeconds(20));
  }

  @Test
  void an_unknown_machine_gets_nothing_and_the_message_says_how_to_accept_it() throws Exception {
    String known = Files.readString(sshd.knownHosts());
    Files.delete(sshd.knownHosts());

    assertThatThrownBy(() -> host.run(Command.of("touch", folder + "/touched")))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("nicht bekannt")
        .hasMessageContaining("SHA256:")
        .hasMessageContaining(known.strip())
        .hasMessageContaining(sshd.knownHosts().toString());

    assertThat(folder.resolve("touched")).doesNotExist();
    assertThat(folder.resolve("work")).doesNotExist();
  }

  @Test
  void a_key_that_a_person_has_accepted_counts_at_once() throws Exception {
    Files.delete(sshd.knownHosts());
    assertThatThrownBy(() -> host.clock()).isInstanceOf(OperationFailed.class);

    sshd.trustHostKey();

    assertThat(host.clock()).isNotNull();
  }

  @Test
  void another_key_in_the_middle_of_the_work_stops_everything() throws Exception {
    host.run(Command.of("true"));

    sshd.changeHostKey();

    assertThatThrownBy(() -> host.run(Command.of("touch", folder + "/touched")))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("ihr Schlüssel ist ein anderer")
        .satisfies(e -> assertThat(((OperationFailed) e).worthRetrying()).isFalse());
    assertThat(folder.resolve("touched")).doesNotExist();
  }

  @Test
  void a_refused_log_in_is_said_at_once() throws Exception {
    Files.writeString(sshd.authorizedKeys(), "");
    Instant begin = Instant.now();

    assertThatThrownBy(() -> host.clock())
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("lässt den Benutzer " + USER + " nicht anmelden");
    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void a_machine_that_is_away_for_a_while_is_waited_for() throws Exception {
    host.run(Command.of("true"));
    sshd.stop();
    Thread later =
        new Thread(
            () -> {
              try {
                TimeUnit.MILLISECONDS.sleep(1_500); // the machine's own time to come back
                sshd.start();
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    later.start();

    assertThat(host.run(Command.of("echo", "da")).output()).isEqualTo("da\n");
    later.join();
  }

  @Test
  void a_machine_that_is_off_shows_no_sign_of_life_and_nobody_waits_for_it() throws Exception {
    host.run(Command.of("true"));
    assertThat(host.answers()).isTrue();
    sshd.stop();
    Instant begin = Instant.now();

    assertThat(host.answers()).isFalse();

    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(5));
    sshd.start();
    assertThat(host.answers()).isTrue();
  }

  @Test
  void a_machine_that_refuses_or_has_another_key_is_alive() throws Exception {
    Files.writeString(sshd.authorizedKeys(), "");
    assertThat(host.answers()).isTrue();

    sshd.changeHostKey();
    assertThat(host.answers()).isTrue();
  }

  @Test
  void a_machine_that_stays_away_is_named() throws Exception {
    sshd.stop();
    SshAccess impatient =
        new SshAccess(
            "alt",
            List.of(SshHosts.way(USER, sshd.port(), sshd.key())),
            sshd.knownHosts(),
            1,
            Duration.ofSeconds(1));

    try (Host gone = host(impatient)) {
      assertThatThrownBy(gone::clock)
          .isInstanceOf(IOException.class)
          .hasMessageContaining(
              "alt ([127.0.0.1]:" + sshd.port() + ") ist über SSH nicht zu erreichen");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void a_machine_that_takes_few_channels_at_a_time_gets_no_more(int most) throws Exception {
    try (LabSshd small =
        LabSshd.start(
            folder.resolve("small"), Ports.AROUND.free(), List.of("MaxSessions " + most))) {
      SshAccess access =
          SshHosts.access(small.knownHosts(), SshHosts.way(USER, small.port(), small.key()));
      ExecutorService many = Executors.newFixedThreadPool(12);
      try (Host atOnce = host(access)) {
        List<Future<CommandResult>> results = new ArrayList<>();
        for (int number = 0; number < 24; number++) {
          Command command = Command.of("sh", "-c", "sleep 0.1; echo " + number);
          results.add(many.submit(() -> atOnce.run(command)));
        }
        for (int number = 0; number < 24; number++) {
          assertThat(results.get(number).get().output()).isEqualTo(number + "\n");
        }
      } finally {
        many.shutdownNow();
      }
    }
  }

  @Test
  void a_machine_that_lets_nobody_run_anything_is_said_to() throws Exception {
    try (LabSshd none =
            LabSshd.start(folder.resolve("none"), Ports.AROUND.free(), List.of("MaxSessions 0"));
        Host refusing =
            host(SshHosts.access(none.knownHosts(), SshHosts.way(USER, none.port(), none.key())))) {
      assertThatThrownBy(() -> refusing.run(Command.of("true")))
          .isInstanceOf(OperationFailed.class)
          .hasMessageContaining("MaxSessions");
    }
  }

  @Test
  void a_machine_that_knows_nothing_better_than_sha_1_is_not_talked_to() throws Exception {
    try (LabSshd old =
            LabSshd.start(
                folder.resolve("old"),
                Ports.AROUND.free(),
                List.of("MACs hmac-sha1", "Ciphers aes128-ctr"));
        Host refused =
            host(
                new SshAccess(
                    "alt",
                    List.of(SshHosts.way(USER, old.port(), old.key())),
                    old.knownHosts(),
                    1,
                    Duration.ofSeconds(1)))) {
      assertThatThrownBy(refused::clock).hasMessageContaining("Unable to negotiate");
    }
  }

  @Test
  void a_revoked_key_is_refused_though_it_is_listed_as_well() throws Exception {
    String known = Files.readString(sshd.knownHosts());
    Files.writeString(sshd.knownHosts(), known + "@revoked * " + key(known));

    assertThatThrownBy(() -> host.clock())
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("widerrufen");
  }

  @Test
  void an_authority_is_no_machine() throws Exception {
    String known = Files.readString(sshd.knownHosts());
    Files.writeString(sshd.knownHosts(), "@cert-authority " + known);

    assertThatThrownBy(() -> host.clock())
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("nicht bekannt");
  }

  @Test
  void a_certificate_of_a_trusted_authority_is_enough() throws Exception {
    certified("127.0.0.1", "+1d");
    Files.writeString(sshd.knownHosts(), "@cert-authority * " + authority());

    assertThat(host.clock()).isNotNull();
  }

  @Test
  void a_machine_with_a_certificate_may_be_known_by_its_key() throws Exception {
    certified("127.0.0.1", "+1d");

    assertThat(host.clock()).isNotNull();
  }

  @Test
  void a_certificate_for_another_machine_is_refused_in_words() throws Exception {
    certified("asv.example", "+1d");
    Files.writeString(sshd.knownHosts(), "@cert-authority * " + authority());

    assertThatThrownBy(() -> host.clock())
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("asv.example");
  }

  @Test
  void a_certificate_of_a_revoked_authority_is_refused() throws Exception {
    certified("127.0.0.1", "+1d");
    Files.writeString(
        sshd.knownHosts(), "@cert-authority * " + authority() + "@revoked * " + authority());

    assertThatThrownBy(() -> host.clock())
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("widerrufen");
  }

  /** The machine shows a certificate from now on. */
  private void certified(String machine, String validity) throws Exception {
    Path ca = folder.resolve("ca");
    keygen("-q", "-t", "ed25519", "-N", "", "-C", "ca", "-f", ca.toString());
    keygen(
        "-q",
        "-s",
        ca.toString(),
        "-I",
        "lab",
        "-h",
        "-n",
        machine,
        "-V",
        validity,
        sshd.hostKey().toString());
    host.close();
    sshd.close();
    Path certificate = sshd.hostKey().resolveSibling("host_ed25519-cert.pub");
    sshd =
        LabSshd.start(
            folder.resolve("sshd"), sshd.port(), List.of("HostCertificate " + certificate));
    host = host(access());
  }

  private String authority() throws IOException {
    return key("x " + Files.readString(folder.resolve("ca.pub")));
  }

  /** Type and key of a line of known_hosts. */
  private static String key(String line) {
    String[] words = line.strip().split(" ");
    return words[1] + " " + words[2] + "\n";
  }

  private static void keygen(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("ssh-keygen"));
    command.addAll(List.of(arguments));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  @Test
  void goes_through_another_machine() throws Exception {
    Path jump = Files.createDirectories(folder.resolve("jump"));
    try (MinaServer server = new MinaServer(jump, "")) {
      Path known = folder.resolve("known_both");
      Files.writeString(
          known, Files.readString(sshd.knownHosts()) + Files.readString(server.knownHosts()));
      SshAccess access =
          SshHosts.access(
              known,
              SshHosts.way("tor", server.port(), server.key()),
              SshHosts.way(USER, sshd.port(), sshd.key()));

      try (Host behind = host(access)) {
        assertThat(behind.run(Command.of("echo", "da")).output()).isEqualTo("da\n");
        server.cut();
        assertThat(behind.run(Command.of("echo", "noch da")).output()).isEqualTo("noch da\n");
      }
    }
  }

  @Test
  void programs_of_the_list_run_through_sudo_and_no_others() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    program(bin.resolve("sudo"), "#!/bin/sh\nprintf '<%s>' sudo \"$@\"\necho\n");
    program(bin.resolve("systemctl"), "#!/bin/sh\nprintf '<%s>' plain \"$@\"\necho\n");
    program(bin.resolve("psql"), "#!/bin/sh\nprintf '<%s>' plain \"$@\"\necho\n");
    Path work = folder.resolve("work");
    LinuxCommands commands =
        new LinuxCommands(work.toString(), List.of(bin.toString()), Set.of("systemctl"));
    try (Host limited =
        ScriptHost.over(
            new SshConnection(access()),
            commands,
            work.toString(),
            Duration.ofSeconds(10),
            java.util.Optional::empty)) {

      assertThat(limited.run(Command.of("systemctl", "stop", "a b").with("X", "1")).output())
          .isEqualTo("<sudo><-n><--preserve-env=X><--><systemctl><stop><a b>\n");
      assertThat(limited.run(Command.of("psql", "-l")).output()).isEqualTo("<plain><-l>\n");
    }
  }

  private static void program(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void a_command_whose_connection_is_cut_twenty_times_runs_once() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("seed of the cuts: " + seed);
    Random random = new Random(seed);
    AtomicBoolean over = new AtomicBoolean();
    Thread cutter = new Thread(() -> cut(20, random, over));
    cutter.start();

    // On a busy machine every try of a command may be cut: then it is given up, and begun anew as
    // another one.
    AtomicInteger begun = new AtomicInteger();
    List<String> answered = new ArrayList<>();
    while (!over.get() || answered.size() < 20) {
      String number =
          persistently(
              () -> {
                String mine = Integer.toString(begun.incrementAndGet());
                CommandResult result =
                    host.run(
                        Command.of(
                            "sh",
                            "-c",
                            "echo \"$1\" >>\"$0\"; sleep 0.05; echo ok",
                            folder + "/count",
                            mine));
                assertThat(result).isEqualTo(new CommandResult(0, "ok\n", ""));
                return mine;
              });
      answered.add(number);
    }

    cutter.join();
    assertThat(Files.readAllLines(folder.resolve("count")))
        .doesNotHaveDuplicates()
        .containsAll(answered);
  }

  @Test
  void a_job_whose_connection_is_cut_twenty_times_runs_once_and_keeps_its_log() throws Exception {
    Random random = new Random(Long.getLong("seed", 20261123L));
    AtomicBoolean over = new AtomicBoolean();
    Path enough = folder.resolve("enough");
    Jobs jobs = new DetachedJobs("step", () -> false, Sleeper.REAL);
    Thread cutter = new Thread(() -> cut(20, random, over));
    cutter.start();

    JobResult result =
        jobs.run(
            host,
            "dump",
            Command.of(
                "sh",
                "-c",
                "echo x >>\"$0\"; i=0; until [ -e \"$1\" ]; do i=$((i+1)); echo $i; sleep 0.1; done",
                folder + "/count",
                enough.toString()),
            () -> {
              if (over.get()) {
                Files.writeString(enough, "");
              }
            });

    cutter.join();
    assertThat(result.exitCode()).isZero();
    List<String> lines = result.logTail().lines().toList();
    assertThat(lines)
        .isEqualTo(IntStream.rangeClosed(1, lines.size()).mapToObj(Integer::toString).toList());
    assertThat(folder.resolve("count")).hasContent("x");
  }

  @Test
  void a_stream_that_is_cut_never_looks_like_the_end_of_a_file() throws Exception {
    Path file = folder.resolve("big");
    Files.write(file, new byte[64 << 20]);

    try (InputStream in = host.files().read(file.toString(), 0)) {
      in.readNBytes(1 << 20);
      sshd.cut();
      assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
    }
  }

  @Test
  void writing_goes_on_where_it_was_cut_and_the_old_writer_is_out() throws Exception {
    byte[] all = new byte[24 << 20];
    new Random(3).nextBytes(all);
    String file = folder.resolve("copy").toString();
    long sent = 0;
    int cuts = 0;
    for (long offset = 0; offset < all.length; offset = size(file)) {
      try (OutputStream out = persistently(() -> host.files().write(file, size(file)))) {
        for (int at = (int) size(file); at < all.length; at += 256 * 1024) {
          int length = Math.min(256 * 1024, all.length - at);
          out.write(all, at, length);
          sent += length;
          if (cuts < 5 && at > (cuts + 1) * (4 << 20)) {
            cuts++;
            sshd.cut();
          }
        }
      } catch (IOException e) {
        // what arrived counts
      }
    }

    assertThat(cuts).isEqualTo(5);
    assertThat(host.files().sha256(file))
        .isEqualTo(
            HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(all)));
    assertThat(sent).isGreaterThan(all.length);
  }

  private long size(String file) throws Exception {
    return persistently(() -> host.files().stat(file)).map(FileStat::size).orElse(0L);
  }

  /** As a step of a move does: what broke off is asked for again. */
  private static <T> T persistently(java.util.concurrent.Callable<T> call) throws Exception {
    for (int tries = 1; ; tries++) {
      try {
        return call.call();
      } catch (IOException e) {
        if (tries == 50) {
          throw e;
        }
      }
    }
  }

  /** Cuts at random moments, each time when there is a connection to cut. */
  private void cut(int times, Random random, AtomicBoolean over) {
    for (int done = 0; done < times; ) {
      try {
        TimeUnit.MILLISECONDS.sleep(100 + random.nextInt(500)); // when, is what is random here
      } catch (InterruptedException e) {
        return;
      }
      if (sshd.cut() > 0) {
        done++;
      }
    }
    over.set(true);
  }

  @Test
  void a_connection_that_says_nothing_any_more_is_given_up() throws Exception {
    SshAccess nervous =
        new SshAccess(
            "alt",
            List.of(SshHosts.way(USER, sshd.port(), sshd.key())),
            sshd.knownHosts(),
            1,
            Duration.ofSeconds(5),
            Duration.ofMillis(300));
    try (Host silent = host(nervous)) {
      silent.run(Command.of("true"));
      List<ProcessHandle> frozen = sshd.freeze();
      Instant begin = Instant.now();

      await()
          .atMost(Duration.ofSeconds(15))
          .untilAsserted(
              () -> assertThat(silent.run(Command.of("echo", "da")).output()).isEqualTo("da\n"));

      assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(15));
      frozen.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
