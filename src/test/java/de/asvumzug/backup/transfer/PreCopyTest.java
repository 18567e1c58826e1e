package de.asvumzug.backup.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.asvumzug.backup.BackupComponent;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.CutHost;
import de.asvumzug.backup.Folders;
import de.asvumzug.backup.TestMove;
import de.asvumzug.host.Sleeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is sent on while a dump is still written. */
class PreCopyTest {
  private static final Sleeper SHORT = duration -> Thread.sleep(5);

  @TempDir Path folder;
  private final List<String> notes = new ArrayList<>();
  private TestMove move;
  private Path dump;
  private Path received;
  private long room;

  @BeforeEach
  void machines() throws Exception {
    move = new TestMove(folder);
    dump = Files.createDirectories(folder.resolve("alt/dump"));
    received =
        Path.of(Folders.received(move.newHost, TestMove.ID, BackupComponent.DATABASE), "dump");
  }

  @Test
  void a_file_that_grows_is_sent_by_whole_blocks_and_one_that_stands_still_to_its_end()
      throws Exception {
    byte[] content = random(3 * FileTransport.BLOCK + 100);
    Path file = dump.resolve("1.dat.gz");
    CutHost counting = CutHost.uncut(move.newHost);
    try (PreCopy forerun = begin(counting, "b1")) {
      write(file, content, 0, FileTransport.BLOCK + 100);
      awaitSize("1.dat.gz", FileTransport.BLOCK);
      write(file, content, FileTransport.BLOCK + 100, content.length);
      awaitSize("1.dat.gz", content.length);
    }

    assertThat(received.resolve("1.dat.gz.part")).hasBinaryContent(content);
    assertThat(counting.mostSentAgain()).isLessThan(FileTransport.BLOCK);
    assertThat(notes).containsExactly("Schon während der Sicherung übertragen");
  }

  @Test
  void the_same_attempt_goes_on_where_it_was_and_another_begins_anew() throws Exception {
    byte[] content = random(2 * FileTransport.BLOCK);
    write(dump.resolve("1.dat.gz"), content, 0, content.length);
    try (PreCopy first = begin(CutHost.uncut(move.newHost), "b1")) {
      awaitSize("1.dat.gz", content.length);
    }
    CutHost again = CutHost.uncut(move.newHost);
    try (PreCopy same = begin(again, "b1")) {
      write(dump.resolve("2.dat.gz"), content, 0, content.length);
      awaitSize("2.dat.gz", content.length);
    }
    assertThat(again.written(received.resolve("1.dat.gz.part").toString())).isZero();

    CutHost other = CutHost.uncut(move.newHost);
    try (PreCopy another = begin(other, "b2")) {
      awaitWritten(other, "1.dat.gz", content.length);
    }
  }

  @Test
  void a_new_machine_that_takes_nothing_does_not_fail_the_backup() throws Exception {
    write(dump.resolve("1.dat.gz"), random(FileTransport.BLOCK), 0, FileTransport.BLOCK);
    CutHost dead = CutHost.dead(move.newHost);

    try (PreCopy forerun = begin(dead, "b1")) {
      await().until(() -> dead.cuts() > 0);
      await().until(() -> !forerun.underWay());
    }

    assertThat(notes).singleElement().asString().contains("erst übertragen, wenn sie fertig ist");
  }

  @Test
  void a_new_machine_without_room_is_sent_nothing() throws Exception {
    write(dump.resolve("1.dat.gz"), random(FileTransport.BLOCK), 0, FileTransport.BLOCK);
    room = Long.MAX_VALUE;

    try (PreCopy forerun = begin(CutHost.uncut(move.newHost), "b1")) {
      await().until(() -> !forerun.underWay());
    }

    assertThat(received).doesNotExist();
    assertThat(notes).singleElement().asString().contains("Bytes frei");
  }

  private PreCopy begin(CutHost to, String stepKey) {
    TransferPath leg =
        new TransferPath(move.oldHost, dump.toString(), to.host(), received.toString());
    BackupContext act =
        new BackupContext(
            TestMove.ID, stepKey, null, progress -> {}, (text, details) -> notes.add(text));
    return PreCopy.begin(
        leg,
        PreCopy.note(move.newHost, act, BackupComponent.DATABASE),
        room,
        act,
        new RelayTransport(new TransferRetry(SHORT)),
        SHORT);
  }

  private void awaitSize(String name, long size) {
    Path partial = received.resolve(name + ".part");
    await().until(() -> Files.exists(partial) && Files.size(partial) >= size);
  }

  private void awaitWritten(CutHost to, String name, long size) {
    await().until(() -> to.written(received.resolve(name + ".part").toString()) == size);
  }

  private static void write(Path file, byte[] content, int from, int to) throws IOException {
    Files.write(
        file,
        Arrays.copyOfRange(content, from, to),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static byte[] random(int size) {
    byte[] content = new byte[size];
    new Random(1).nextBytes(content);
    return content;
  }
}
