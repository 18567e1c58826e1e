package de.asvumzug.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.backup.configuration.ConfigurationBackup;
import de.asvumzug.backup.transfer.DirectTransport;
import de.asvumzug.backup.transfer.OneTimeKey;
import de.asvumzug.backup.transfer.Transfer;
import de.asvumzug.backup.transfer.TransferPath;
import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.Host;
import de.asvumzug.host.job.JobResult;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.ssh.SshAddress;
import de.asvumzug.plan.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From machine to machine without the application in between, by OpenSSH. */
class DirectTransferIT {
  private static final String KEY_OF_SOMEBODY = "ssh-ed25519 AAAAC3Nza somebody@example";

  @TempDir Path folder;
  private final List<String> notes = new ArrayList<>();
  private final byte[] content = new byte[9_000_001];
  private TestMove move;
  private LoopbackSshd sshd;
  private Backup backup;
  private CutHost relayed;
  private Path received;

  @BeforeEach
  void machines() throws Exception {
    move = new TestMove(folder);
    sshd = new LoopbackSshd(folder.resolve("sshd"));
    Files.writeString(sshd.authorizedKeys(), KEY_OF_SOMEBODY + "\n");
    new Random(1).nextBytes(content);
    Path installation = move.installation(Side.SOURCE);
    Files.write(installation.resolve("a.dat.gz"), content);
    Files.write(installation.resolve("leer"), new byte[0]);
    Files.writeString(installation.resolve("mit \"Anführung\" und $(id)"), "x");
    backup =
        new ConfigurationBackup(move.settings, move.layout, move.vault)
            .backUp(move.school(Side.SOURCE), move.act("b1"));
    relayed = CutHost.uncut(move.oldHost);
    received =
        Path.of(
            Folders.received(move.newHost, TestMove.ID, BackupComponent.CONFIGURATION), "files");
  }

  @AfterEach
  void stop() throws Exception {
    sshd.close();
  }

  @Test
  void the_files_go_from_machine_to_machine_and_the_key_does_not_stay() throws Exception {
    transfer(sshd.hostKey(), act("t1"));

    assertThat(received.resolve("a.dat.gz")).hasBinaryContent(content);
    assertThat(received.resolve("leer")).isEmptyFile();
    assertThat(received.resolve("mit \"Anführung\" und $(id)")).hasContent("x");
    assertThat(relayed.read()).as("through the application").isLessThan(DirectTransport.WORTH_IT);
    assertNoKeyIsLeft();
    assertThat(notes)
        .anySatisfy(note -> assertThat(note).contains("Einmal-Schlüssel hinterlegt"))
        .anySatisfy(note -> assertThat(note).contains("wieder entfernt"));
  }

  @Test
  void a_file_of_which_half_is_there_is_gone_on_with() throws Exception {
    Files.createDirectories(received);
    byte[] half = Arrays.copyOf(content, 4_000_003);
    Files.write(received.resolve("a.dat.gz.part"), half);

    transfer(sshd.hostKey(), act("t1"));

    assertThat(received.resolve("a.dat.gz")).hasBinaryContent(content);
    assertThat(relayed.read()).isLessThan(DirectTransport.WORTH_IT);
    assertThat(notes).noneSatisfy(note -> assertThat(note).contains("noch einmal übertragen"));
  }

  @Test
  void a_machine_that_shows_another_key_is_sent_nothing_by_this_way() throws Exception {
    transfer(sshd.otherKey(), act("t1"));

    assertThat(notes)
        .anySatisfy(
            note ->
                assertThat(note)
                    .contains("Direkter Weg nicht möglich")
                    .contains("Host key verification failed"));
    assertThat(received.resolve("a.dat.gz")).hasBinaryContent(content);
    assertThat(relayed.read()).isGreaterThan(content.length);
    assertNoKeyIsLeft();
  }

  @Test
  void the_key_opens_no_session_and_no_files_for_whatever_is_asked() throws Exception {
    OneTimeKey key = keyFor(Files.createDirectories(received));
    Path secret = Files.writeString(folder.resolve("geheim"), "Zeugnis");

    CommandResult sftp =
        move.oldHost.run(
            Command.of(
                    "timeout", // it waits for an answer that never comes
                    "5",
                    "sftp",
                    "-b",
                    "-",
                    "-F",
                    "/dev/null",
                    "-i",
                    key.keyFile(),
                    "-P",
                    Integer.toString(address().port()),
                    "-o",
                    "UserKnownHostsFile=" + key.knownHosts(),
                    address().user() + "@" + address().address())
                .withInput("get " + secret + " " + folder.resolve("beute") + "\n"));
    CommandResult shell = move.oldHost.run(ssh(key, "cat " + secret).withInput(""));

    assertThat(sftp.succeeded()).isFalse();
    assertThat(folder.resolve("beute")).doesNotExist();
    assertThat(shell.output()).isEmpty();
    assertThat(key.remove()).isTrue();
    assertNoKeyIsLeft();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../authorized_keys.part",
        "/etc/passwd.part",
        "x/../../y.part",
        "a.dat.gz",
        "link/y.part",
        "link.part",
        "x;id.part",
        "..",
        "fehlt/y.part"
      })
  void the_key_writes_nowhere_but_to_partial_files_below_its_folder(String name) throws Exception {
    Files.createDirectories(received.resolve("x"));
    Files.writeString(received.resolve("a.dat.gz"), "whole");
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Files.createSymbolicLink(received.resolve("link"), outside);
    Files.createSymbolicLink(received.resolve("link.part"), sshd.authorizedKeys());
    OneTimeKey key = keyFor(received);
    String keys = Files.readString(sshd.authorizedKeys());

    CommandResult asked = move.oldHost.run(ssh(key).withInput("0 4 " + name + "\nevil"));

    assertThat(asked.exitCode()).isEqualTo(64);
    assertThat(asked.errors()).contains("refused");
    assertThat(sshd.authorizedKeys()).hasContent(keys);
    assertThat(received.resolve("a.dat.gz")).hasContent("whole");
    assertThat(outside).isEmptyDirectory();
    assertThat(received.getParent().resolve("authorized_keys.part")).doesNotExist();
  }

  @Test
  void what_is_there_is_added_to_and_never_written_over() throws Exception {
    Files.createDirectories(received);
    Files.writeString(received.resolve("y.part"), "there");
    OneTimeKey key = keyFor(received);

    assertThat(move.oldHost.run(ssh(key).withInput("0 4 y.part\nevil")).exitCode()).isEqualTo(64);
    assertThat(move.oldHost.run(ssh(key).withInput("5 4 y.part\nmore")).succeeded()).isTrue();

    assertThat(received.resolve("y.part")).hasContent("theremore");
  }

  @Test
  void moves_that_edit_the_list_of_keys_at_once_lose_nothing() throws Exception {
    Host target = sshd.receiving(move.newHost, sshd.hostKey());
    ExecutorService moves = Executors.newFixedThreadPool(6);
    List<Future<Boolean>> done = new ArrayList<>();
    for (int number = 1; number <= 6; number++) {
      String id = "U-2026-100" + number;
      boolean stays = number % 2 == 0;
      done.add(
          moves.submit(
              () -> {
                OneTimeKey key = OneTimeKey.between(move.oldHost, target, id).orElseThrow();
                key.make(received.toString());
                return stays || key.remove();
              }));
    }
    for (Future<Boolean> one : done) {
      assertThat(one.get()).isTrue();
    }
    moves.shutdown();

    assertThat(Files.readAllLines(sshd.authorizedKeys()))
        .contains(KEY_OF_SOMEBODY)
        .filteredOn(line -> !line.equals(KEY_OF_SOMEBODY))
        .extracting(line -> line.substring(line.lastIndexOf(' ') + 1))
        .containsExactlyInAnyOrder(
            "asv-umzug-U-2026-1002", "asv-umzug-U-2026-1004", "asv-umzug-U-2026-1006");
  }

  private OneTimeKey keyFor(Path target) throws Exception {
    OneTimeKey key =
        OneTimeKey.between(move.oldHost, sshd.receiving(move.newHost, sshd.hostKey()), TestMove.ID)
            .orElseThrow();
    key.make(target.toString());
    return key;
  }

  private SshAddress address() throws IOException {
    return sshd.receiving(move.newHost, sshd.hostKey()).sshAddress().orElseThrow();
  }

  /** As a transfer logs in, with something else to say. */
  private Command ssh(OneTimeKey key, String... asked) throws IOException {
    List<String> words =
        new ArrayList<>(
            new DirectTransport(address(), key, null, act("t1"), null, null)
                .command(new TransferPath(move.oldHost, "/", move.newHost, "/"), List.of())
                .arguments());
    words.subList(0, 3).clear(); // the sender
    words.addAll(List.of(asked));
    return Command.of(words);
  }

  @Test
  void a_step_that_is_taken_back_leaves_no_key() throws Exception {
    BackupContext act =
        new BackupContext(
            TestMove.ID,
            "t1",
            new Jobs() {
              @Override
              public JobResult run(Host host, String name, Command command, Poll poll)
                  throws InterruptedException {
                throw new InterruptedException("taken back");
              }
            },
            progress -> {});

    assertThatThrownBy(() -> transfer(sshd.hostKey(), act))
        .isInstanceOf(InterruptedException.class);
    assertNoKeyIsLeft();
  }

  @Test
  void a_key_that_a_killed_application_has_left_is_found_and_taken_away() throws Exception {
    Host target = sshd.receiving(move.newHost, sshd.hostKey());
    OneTimeKey.between(move.oldHost, target, TestMove.ID).orElseThrow().make(received.toString());
    assertThat(Files.readString(sshd.authorizedKeys())).contains("asv-umzug-" + TestMove.ID);

    assertThat(new Transfer().forgetKey(move.oldHost, target, TestMove.ID)).isTrue();

    assertNoKeyIsLeft();
    assertThat(new Transfer().forgetKey(move.oldHost, target, TestMove.ID)).isFalse();
  }

  private void transfer(String hostKey, BackupContext act)
      throws IOException, InterruptedException {
    new Transfer(duration -> {})
        .copy(relayed.host(), backup, sshd.receiving(move.newHost, hostKey), act);
  }

  private BackupContext act(String key) {
    BackupContext act = move.act(key);
    return new BackupContext(
        act.migrationId(), key, act.jobs(), act.progress(), (text, details) -> notes.add(text));
  }

  private void assertNoKeyIsLeft() {
    assertThat(sshd.authorizedKeys()).hasContent(KEY_OF_SOMEBODY);
    assertThat(Path.of(move.oldHost.workFolder(), "direct", TestMove.ID)).doesNotExist();
  }
}
