package de.asvumzug.backup.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.backup.Backup;
import de.asvumzug.backup.BackupComponent;
import de.asvumzug.backup.CutHost;
import de.asvumzug.backup.Folders;
import de.asvumzug.backup.ManifestCheck;
import de.asvumzug.backup.TestMove;
import de.asvumzug.backup.configuration.ConfigurationBackup;
import de.asvumzug.host.Sleeper;
import de.asvumzug.plan.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transfer over connections that do not hold, of files with names that nobody would choose. */
class TransferTest {
  private static final int CUTS = 20;
  private static final Sleeper NO_PAUSE = duration -> {};

  @TempDir Path folder;
  private TestMove move;
  private Path installation;

  @BeforeEach
  void installation() throws Exception {
    move = new TestMove(folder);
    installation = move.installation(Side.SOURCE);
  }

  @Test
  void a_transfer_that_is_cut_twenty_times_ends_right_and_sends_no_block_twice() throws Exception {
    long seed = System.nanoTime();
    System.out.println("cuts are made with the seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 12; i++) {
      file(
          "datei-" + i, random, 5 * FileTransport.BLOCK + random.nextInt(20 * FileTransport.BLOCK));
    }
    Backup backup = backup();
    CutHost.Fate fate = new CutHost.Fate(CUTS, seed);
    CutHost source = new CutHost(move.oldHost, fate);
    CutHost target = new CutHost(move.newHost, fate);

    Backup copy = new Transfer(NO_PAUSE).copy(source.host(), backup, target.host(), move.act("t1"));

    assertThat(fate.cuts()).isEqualTo(CUTS);
    assertThat(target.mostSentAgain()).isLessThanOrEqualTo(FileTransport.BLOCK);
    assertThat(source.read())
        .isLessThanOrEqualTo(backup.manifest().bytes() + (CUTS + 1L) * FileTransport.BLOCK);
    assertThat(ManifestCheck.read(move.newHost, copy, progress -> {}).clean()).isTrue();
  }

  @Test
  void a_connection_that_brings_nothing_any_more_is_given_up() throws Exception {
    file("datei", new Random(1), 100);
    Backup backup = backup();
    CutHost dead = CutHost.dead(move.newHost);

    assertThatThrownBy(
            () -> new Transfer(NO_PAUSE).copy(move.oldHost, backup, dead.host(), move.act("t1")))
        .isInstanceOf(IOException.class);
    assertThat(dead.cuts()).isEqualTo(TransferRetry.POLICY.attempts());
  }

  @Test
  void names_that_a_shell_would_take_for_something_else_arrive_unchanged() throws Exception {
    String[] names = {
      "mit 'Hochkomma'",
      "mit \"Anführung\"",
      "$(touch erwischt)",
      "`id`",
      "Zeile\numbruch",
      "-rf",
      "a;b|c&d",
      "Stern*?[x]",
      "größer",
      " vorn und hinten ",
      "a.part",
      "a"
    };
    for (String name : names) {
      Files.writeString(installation.resolve(name), name);
    }

    Backup copy = new Transfer().copy(move.oldHost, backup(), move.newHost, move.act("t1"));

    for (String name : names) {
      assertThat(Path.of(copy.folder(), "files", name)).hasContent(name);
    }
  }

  @Test
  void what_a_dump_that_was_given_up_has_sent_ahead_does_not_stay() throws Exception {
    file("datei", new Random(1), 100);
    Path received =
        Path.of(
            Folders.received(move.newHost, TestMove.ID, BackupComponent.CONFIGURATION), "files");
    Files.createDirectories(received);
    Files.writeString(received.resolve("verworfen.part"), "von einem früheren Versuch");

    new Transfer().copy(move.oldHost, backup(), move.newHost, move.act("t1"));

    assertThat(received.resolve("verworfen.part")).doesNotExist();
  }

  private void file(String name, Random random, int size) throws IOException {
    byte[] content = new byte[size];
    random.nextBytes(content);
    Files.write(installation.resolve(name), content);
  }

  private Backup backup() throws Exception {
    return new ConfigurationBackup(move.settings, move.layout, move.vault)
        .backUp(move.school(Side.SOURCE), move.act("b1"));
  }
}
