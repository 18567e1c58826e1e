package de.asvumzug.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.installer.FreshInstallation;
import de.asvumzug.backup.configuration.ConfigurationBackup;
import de.asvumzug.backup.configuration.ConfigurationMerge;
import de.asvumzug.backup.configuration.ConfigurationRestore;
import de.asvumzug.backup.database.BackupVerification;
import de.asvumzug.backup.h2.H2Backup;
import de.asvumzug.backup.h2.H2Restore;
import de.asvumzug.backup.restore.RestoreOrder;
import de.asvumzug.backup.restore.RestoredDatabase;
import de.asvumzug.backup.transfer.Transfer;
import de.asvumzug.host.Command;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.plan.Side;
import de.asvumzug.support.Readable;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted backups of files: School databases and configurations, on their way to a restore. */
class EncryptedFilesTest {
  private static final String LOCAL = "configuration/config.local.ini";
  private static final String PUPIL = "Hinterhuber-Grüneisl";
  private static final String PASSWORD = "Datenbank-Kennwort-9";

  @TempDir Path folder;
  private TestMove move;
  private Endpoint source;
  private Endpoint target;

  @BeforeEach
  void installations() throws Exception {
    move = TestMove.encrypted(folder);
    source = move.school(Side.SOURCE);
    target = move.school(Side.TARGET);
    for (Side side : Side.values()) {
      Path installation = move.installation(side);
      Files.createDirectories(installation.resolve("database"));
      try (Connection connection =
              DriverManager.getConnection(
                  "jdbc:h2:" + installation.resolve("database/asv"), "sa", "");
          Statement statement = connection.createStatement()) {
        statement.execute("create table schueler (name varchar)");
        statement.execute("insert into schueler values ('" + PUPIL + " " + side + "')");
      }
    }
    Files.writeString(
        move.installation(Side.SOURCE).resolve(LOCAL),
        "server.url=http://alt:8765\nremote.server.url=https://zss\ndatabase.password="
            + PASSWORD
            + "\n");
    Files.writeString(
        move.installation(Side.TARGET).resolve(LOCAL), "server.url=http://neu:8765\n");
  }

  @Test
  void nothing_of_a_school_can_be_read_in_its_backups_on_either_machine() throws Exception {
    received();
    new Transfer().copy(move.oldHost, configuration(), move.newHost, move.act("t2"));

    for (String machine : List.of("alt/umzug", "neu/umzug")) {
      assertThat(Readable.filesWith(folder.resolve(machine), PUPIL, PASSWORD)).isEmpty();
    }
    assertThat(Readable.filesWith(folder.resolve("alt/asv"), PASSWORD))
        .as("the search finds what can be read")
        .isNotEmpty();
  }

  @Test
  void a_school_database_arrives_as_it_was() throws Exception {
    byte[] original = Files.readAllBytes(h2(Side.SOURCE));

    restore("r1", received());

    assertThat(Files.readAllBytes(h2(Side.TARGET))).isEqualTo(original);
    assertThat(rights(h2(Side.TARGET))).as("the server works with it").isEqualTo("rw-------");
  }

  @Test
  void a_restore_that_was_cut_while_it_decrypted_goes_on() throws Exception {
    Backup received = received();
    byte[] original = Files.readAllBytes(h2(Side.SOURCE));
    Jobs cut =
        (host, name, command, poll) -> {
          host.start(new JobKey("r1." + name), command);
          throw OperationFailed.temporary("verloren");
        };
    assertThatThrownBy(
            () ->
                restore(received, new BackupContext(TestMove.ID, "r1", cut, ProgressListener.NONE)))
        .hasMessage("verloren");

    restore("r1", received);

    assertThat(Files.readAllBytes(h2(Side.TARGET))).isEqualTo(original);
  }

  @Test
  void reviewed_keys_are_taken_from_an_encrypted_configuration_and_no_plain_copy_stays()
      throws Exception {
    Backup copy = new Transfer().copy(move.oldHost, configuration(), move.newHost, move.act("t"));

    ConfigurationMerge merged =
        new ConfigurationRestore(move.guard, move.settings, move.localFiles, move.vault)
            .restore(target, copy, move.act("r1"));

    assertThat(merged.written()).containsExactly(LOCAL);
    assertThat(Files.readString(move.installation(Side.TARGET).resolve(LOCAL)))
        .contains("remote.server.url=https://zss");
    assertThat(Readable.filesWith(folder.resolve("neu/umzug"), PASSWORD)).isEmpty();
  }

  @Test
  void the_manifest_names_the_key_and_the_plain_file_but_not_the_key_itself() throws Exception {
    Backup made = school();

    assertThat(made.manifest().encryption().keyId()).hasSize(16);
    assertThat(made.manifest().encryption().context()).isEqualTo("U-2026-0001/SOURCE/database");
    assertThat(made.manifest().files())
        .filteredOn(file -> file.path().endsWith("asv.mv.db"))
        .singleElement()
        .returns(Files.size(h2(Side.SOURCE)), Manifest.Entry::original)
        .returns(
            move.oldHost.files().sha256(h2(Side.SOURCE).toString()),
            Manifest.Entry::originalSha256);
    assertThat(Readable.filesWith(folder.resolve("alt/umzug"), key(), key().substring(0, 20)))
        .isEmpty();
    assertThat(Manifest.parse(made.manifest().toJson())).isEqualTo(made.manifest());
  }

  @Test
  void the_old_database_is_compared_with_what_was_backed_up_before_it_was_encrypted()
      throws Exception {
    Backup made = school();
    BackupVerification verification = new BackupVerification(move.secrets, move.vault);
    verification.h2(source, made, move.act("v1"));
    Files.writeString(h2(Side.SOURCE), "anders");

    assertThatThrownBy(() -> verification.h2(source, made, move.act("v2")))
        .hasMessageContaining("seit der Sicherung verändert");
    assertThat(Path.of(move.oldHost.workFolder(), "plain/backups/U-2026-0001/database"))
        .doesNotExist();
  }

  @Test
  void a_flipped_bit_is_told_with_machine_file_and_place() throws Exception {
    Files.write(move.installation(Side.SOURCE).resolve("groß.bin"), new byte[3 << 20]);
    Backup made = configuration();
    Path file = Path.of(made.folder(), "files/groß.bin");
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek((2 << 20) + 12345);
      int was = bytes.read();
      bytes.seek((2 << 20) + 12345);
      bytes.write(was ^ 8);
    }

    assertThatThrownBy(
            () ->
                new BackupVerification(move.secrets, move.vault)
                    .files(source, made, move.act("v1")))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContainingAll(
            "auf alt",
            "files/groß.bin (verändert: verändert, abgeschnitten oder vertauscht ab Byte 2097152"
                + " (Abschnitt 3))",
            "wiederholen");
  }

  @Test
  void without_its_key_nothing_is_restored_and_nothing_is_changed() throws Exception {
    Backup received = received();
    byte[] before = Files.readAllBytes(h2(Side.TARGET));
    Path key = TestMove.keys(folder).resolve("U-2026-0001.key");
    Path away = Files.move(key, folder.resolve("weg"));

    assertThatThrownBy(() -> restore("r1", received))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContainingAll("Der Schlüssel", "fehlt", key.toString());
    assertThat(Files.readAllBytes(h2(Side.TARGET))).isEqualTo(before);

    Files.move(away, key);
    restore("r2", received);
    assertThat(Files.readAllBytes(h2(Side.TARGET))).isNotEqualTo(before);
  }

  @Test
  void a_lost_key_is_not_replaced_by_the_next_part_of_the_backup() throws Exception {
    school();
    Files.delete(TestMove.keys(folder).resolve("U-2026-0001.key"));

    assertThatThrownBy(this::configuration)
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("Ohne ihn ist keine von ihnen lesbar");
  }

  @Test
  void a_complete_backup_is_read_only_and_never_begun_anew() throws Exception {
    Backup made = school();
    Path file = Path.of(made.folder(), "files/asv.mv.db");

    assertThat(rights(file)).isEqualTo("r--------");
    assertThat(rights(Path.of(made.folder()))).isEqualTo("r-x------");
    assertThatThrownBy(
            () ->
                new BackupFolder(source, BackupComponent.DATABASE, move.act("b2"), move.vault)
                    .begin())
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("wird nicht überschrieben");
    assertThat(school()).as("a second run").isEqualTo(made);
  }

  @Test
  void a_backup_cut_anywhere_behind_its_copies_ends_with_the_same_content() throws Exception {
    byte[] original = Files.readAllBytes(h2(Side.SOURCE));
    Jobs cut =
        (host, name, command, poll) -> {
          throw OperationFailed.temporary("verloren");
        };
    assertThatThrownBy(
            () ->
                new H2Backup(move.guard, move.layout, move.vault)
                    .backUp(
                        source, new BackupContext(TestMove.ID, "b1", cut, ProgressListener.NONE)))
        .hasMessage("verloren");
    Files.writeString(h2(Side.SOURCE), "was seither hier liegt, gehört nicht dazu");

    Backup made = school();

    assertThat(made.manifest().files())
        .filteredOn(file -> file.path().endsWith("asv.mv.db"))
        .extracting(Manifest.Entry::original)
        .containsExactly((long) original.length);
    assertThat(Readable.filesWith(folder.resolve("alt/umzug"), PUPIL)).isEmpty();
  }

  @Test
  void a_backup_that_was_cut_is_not_ended_with_another_key() throws Exception {
    Jobs cut =
        (host, name, command, poll) -> {
          throw OperationFailed.temporary("verloren");
        };
    assertThatThrownBy(
            () ->
                new H2Backup(move.guard, move.layout, move.vault)
                    .backUp(
                        source, new BackupContext(TestMove.ID, "b1", cut, ProgressListener.NONE)))
        .hasMessage("verloren");
    Path key = TestMove.keys(folder).resolve("U-2026-0001.key");
    Path away = Files.move(key, folder.resolve("weg"));

    assertThatThrownBy(this::school)
        .isInstanceOf(OperationFailed.class)
        .hasMessageContainingAll("fehlt", key.toString());
    assertThat(key).as("none is made in its place").doesNotExist();

    Files.move(away, key);
    assertThat(school().manifest().encrypted()).isTrue();
  }

  @Test
  void an_end_cut_between_the_two_folders_is_completed() throws Exception {
    Backup made = school();
    Path place = Path.of(made.folder());
    move.oldHost.run(Command.of("chmod", "-R", "u+w", place.toString()));
    Files.move(place, place.resolveSibling("database.sealed"));
    Files.writeString(place.resolveSibling("database.draft"), made.manifest().toJson());

    assertThat(school()).isEqualTo(made);
  }

  @Test
  void what_a_move_that_was_given_up_has_begun_is_removed_and_what_is_complete_stays()
      throws Exception {
    Backup complete = configuration();
    BackupFolder half =
        new BackupFolder(source, BackupComponent.DATABASE, move.act("b9"), move.vault);
    half.begin("dump");
    Files.writeString(Path.of(half.path(), "halb"), PUPIL);
    Path plain = Path.of(move.oldHost.workFolder(), "plain/backups/U-2026-0001/tenants");
    Files.createDirectories(plain);
    Files.writeString(plain.resolve("offen"), PUPIL);

    assertThat(move.vault.forgetPlain(move.oldHost, TestMove.ID)).isTrue();

    assertThat(Readable.filesWith(folder.resolve("alt/umzug"), PUPIL)).isEmpty();
    assertThat(Path.of(complete.folder(), Manifest.NAME)).exists();
    assertThat(move.vault.forgetPlain(move.oldHost, TestMove.ID)).isFalse();
  }

  @Test
  void a_backup_of_before_is_restored_as_before() throws Exception {
    TestMove earlier = new TestMove(folder);
    Backup made =
        new H2Backup(earlier.guard, earlier.layout, earlier.vault)
            .backUp(source, earlier.act("b1"))
            .backup();
    assertThat(made.manifest().toJson()).doesNotContain("encryption", "plainSize");
    byte[] original = Files.readAllBytes(h2(Side.SOURCE));

    restore("r1", new Transfer().copy(move.oldHost, made, move.newHost, move.act("t1")));

    assertThat(Files.readAllBytes(h2(Side.TARGET))).isEqualTo(original);
  }

  private String key() throws Exception {
    return Files.readString(TestMove.keys(folder).resolve("U-2026-0001.key")).strip();
  }

  private Backup school() throws Exception {
    return new H2Backup(move.guard, move.layout, move.vault)
        .backUp(source, move.act("b1"))
        .backup();
  }

  private Backup configuration() throws Exception {
    return new ConfigurationBackup(move.settings, move.layout, move.vault)
        .backUp(source, move.act("c1"));
  }

  private Backup received() throws Exception {
    return new Transfer().copy(move.oldHost, school(), move.newHost, move.act("t1"));
  }

  private RestoredDatabase restore(String key, Backup received) throws Exception {
    return restore(received, move.act(key));
  }

  private RestoredDatabase restore(Backup received, BackupContext act) throws Exception {
    FreshInstallation fresh =
        new FreshInstallation(
            "neu",
            move.installation(Side.TARGET).resolve("database").toString(),
            move.newHost.files().sha256(h2(Side.TARGET).toString()),
            0,
            Instant.now());
    return new H2Restore(move.guard, move.localFiles, move.structure, move.layout, move.vault)
        .restore(
            new RestoreOrder(target, source, received, Optional.of(fresh), Optional.empty()), act);
  }

  private Path h2(Side side) {
    return move.installation(side).resolve("database/asv.mv.db");
  }

  private static String rights(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
