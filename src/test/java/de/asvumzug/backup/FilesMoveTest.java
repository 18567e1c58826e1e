package de.asvumzug.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.files.LocalFiles;
import de.asvumzug.asv.installer.FreshInstallation;
import de.asvumzug.backup.configuration.ConfigurationBackup;
import de.asvumzug.backup.configuration.ConfigurationMerge;
import de.asvumzug.backup.configuration.ConfigurationRestore;
import de.asvumzug.backup.database.BackupVerification;
import de.asvumzug.backup.h2.H2Backup;
import de.asvumzug.backup.h2.H2Restore;
import de.asvumzug.backup.restore.RestoreOrder;
import de.asvumzug.backup.restore.RestoredDatabase;
import de.asvumzug.backup.restore.SchemaCompatibility;
import de.asvumzug.backup.transfer.Transfer;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.release.Release;
import de.asvumzug.support.RealH2;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files: School databases, configuration, manifests and transfer between two machines. */
class FilesMoveTest {
  private static final String LOCAL = "configuration/config.local.ini";
  private static final String SECRET = "Datenbank-Kennwort-9";

  @TempDir Path folder;
  private TestMove move;
  private Endpoint source;
  private Endpoint target;

  @BeforeEach
  void installations() throws Exception {
    move = new TestMove(folder);
    source = move.school(Side.SOURCE);
    target = move.school(Side.TARGET);
    for (Side side : Side.values()) {
      Path installation = move.installation(side);
      Files.createDirectories(installation.resolve("database"));
      Files.writeString(installation.resolve("configuration/config.ini"), "ausgeliefert=" + side);
      Files.writeString(installation.resolve("asv.cfg"), "cfg " + side);
      database(installation, side.name());
    }
    Files.writeString(
        move.installation(Side.SOURCE).resolve(LOCAL),
        "server.url=http://alt:8765\nremote.server.url=https://zss\ndatabase.password="
            + SECRET
            + "\n");
    Files.writeString(
        move.installation(Side.TARGET).resolve(LOCAL), "server.url=http://neu:8765\n");
  }

  @Test
  void moves_a_school_database_and_keeps_the_one_before() throws Exception {
    byte[] original = Files.readAllBytes(h2(Side.SOURCE));
    byte[] before = Files.readAllBytes(h2(Side.TARGET));

    RestoredDatabase restored = restore("r1");

    assertThat(Files.readAllBytes(h2(Side.TARGET))).isEqualTo(original);
    assertThat(Files.readAllBytes(Path.of(restored.keptAs(), "asv.mv.db"))).isEqualTo(before);
    assertThat(restored.structure()).isEqualTo(SchemaCompatibility.OLDER);
    try (Connection connection = connect(move.installation(Side.TARGET));
        var rows = connection.createStatement().executeQuery("select name from schule")) {
      rows.next();
      assertThat(rows.getString(1)).isEqualTo("Übungsschule SOURCE");
    }
  }

  @Test
  void a_second_restore_of_a_school_changes_nothing() throws Exception {
    RestoredDatabase first = restore("r1");
    Files.writeString(h2(Side.TARGET).resolveSibling("seitdem"), "gearbeitet");

    assertThat(restore("r2")).isEqualTo(first);
    assertThat(h2(Side.TARGET).resolveSibling("seitdem")).exists();
  }

  @Test
  void a_school_restore_cut_between_the_two_renames_is_completed() throws Exception {
    restore("r1");
    Path database = move.installation(Side.TARGET).resolve("database");
    byte[] restored = Files.readAllBytes(h2(Side.TARGET));
    Files.move(database, database.resolveSibling("database.umzug-" + TestMove.ID));

    restore("r2");

    assertThat(Files.readAllBytes(h2(Side.TARGET))).isEqualTo(restored);
  }

  @Test
  void a_restore_behind_a_link_cut_between_the_two_renames_is_completed_there() throws Exception {
    Path link = move.installation(Side.TARGET).resolve("database");
    Path place = folder.resolve("andere-platte");
    Files.move(link, place);
    Files.createSymbolicLink(link, place);
    RestoredDatabase first = restore("r1");
    byte[] restored = Files.readAllBytes(h2(Side.TARGET));
    Files.move(place, place.resolveSibling(place.getFileName() + ".umzug-" + TestMove.ID));

    assertThat(restore("r2")).isEqualTo(first);

    assertThat(link).isSymbolicLink();
    assertThat(Files.readAllBytes(place.resolve("asv.mv.db"))).isEqualTo(restored);
    assertThat(first.keptAs()).isEqualTo(place.toRealPath() + ".vor-" + TestMove.ID);
  }

  @Test
  void refuses_a_restore_over_a_school_database_that_is_not_proven_fresh() throws Exception {
    byte[] before = Files.readAllBytes(h2(Side.TARGET));
    RestoreOrder order =
        new RestoreOrder(target, source, received(), Optional.empty(), Optional.empty());

    assertThatThrownBy(() -> schoolRestore().restore(order, move.act("r1")))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("wird nicht ersetzt");
    assertThat(Files.readAllBytes(h2(Side.TARGET))).isEqualTo(before);
  }

  @Test
  void repairs_a_database_whose_server_was_killed_while_it_compacted() throws Exception {
    Files.move(h2(Side.SOURCE), h2(Side.SOURCE).resolveSibling("asv.mv.db.newFile"));

    H2Backup.Result result =
        new H2Backup(move.guard, move.layout, move.vault).backUp(source, move.act("b1"));

    assertThat(result.repair()).isPresent();
    assertThat(h2(Side.SOURCE)).exists();
    assertThat(new H2Backup(move.guard, move.layout, move.vault).backUp(source, move.act("b2")))
        .isEqualTo(result);
  }

  @Test
  void refuses_to_choose_between_two_database_files_and_keeps_both() throws Exception {
    Files.writeString(h2(Side.SOURCE).resolveSibling("asv.mv.db.newFile"), "halb");

    assertThatThrownBy(
            () -> new H2Backup(move.guard, move.layout, move.vault).backUp(source, move.act("b1")))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("asv.log");
    Path kept = Path.of(Folders.backups(move.oldHost, TestMove.ID), "database-unklar");
    assertThat(kept.resolve("asv.mv.db")).hasSameBinaryContentAs(h2(Side.SOURCE));
    assertThat(kept.resolve("asv.mv.db.newFile")).hasContent("halb");
  }

  @Test
  void does_not_copy_a_database_while_a_server_may_be_up() {
    H2Backup backup =
        new H2Backup(
            endpoint -> {
              throw OperationFailed.permanent("läuft");
            },
            move.layout,
            move.vault);

    assertThatThrownBy(() -> backup.backUp(source, move.act("b1"))).hasMessage("läuft");
    assertThat(Path.of(Folders.backup(move.oldHost, TestMove.ID, BackupComponent.DATABASE)))
        .doesNotExist();
  }

  @Test
  void a_cut_database_is_not_backed_up() throws Exception {
    byte[] whole = Files.readAllBytes(h2(Side.SOURCE));
    Files.write(h2(Side.SOURCE), Arrays.copyOf(whole, whole.length - 4096));

    assertThatThrownBy(
            () -> new H2Backup(move.guard, move.layout, move.vault).backUp(source, move.act("b1")))
        .isInstanceOfSatisfying(
            OperationFailed.class, failed -> assertThat(failed.worthRetrying()).isFalse())
        .hasMessageContaining("beschädigt");
    assertThat(Path.of(Folders.backup(move.oldHost, TestMove.ID, BackupComponent.DATABASE)))
        .doesNotExist();
  }

  @Test
  void a_database_of_an_older_h2_is_not_put_before_the_new_servers_driver() throws Exception {
    RealH2.writtenBy("1.4.200", h2(Side.SOURCE));
    driver(Side.TARGET, RealH2.driver().getFileName().toString());

    refusesToSwap("H2 1.4");
  }

  @Test
  void a_database_that_the_new_servers_own_driver_cannot_read_is_not_swapped_in() throws Exception {
    // begins and ends as one, but a part in between is gone
    try (RandomAccessFile file = new RandomAccessFile(h2(Side.SOURCE).toFile(), "rw")) {
      file.seek(3 * 4096 + 300);
      file.write(new byte[2000]);
    }
    driver(Side.TARGET, RealH2.driver().getFileName().toString());
    Path java = move.installation(Side.TARGET).resolve("jre/bin/java");
    Files.createDirectories(java.getParent());
    Files.createSymbolicLink(java, Path.of(System.getProperty("java.home"), "bin", "java"));

    refusesToSwap("lässt sich nicht lesen");
  }

  private void refusesToSwap(String why) throws Exception {
    byte[] before = Files.readAllBytes(h2(Side.TARGET));

    assertThatThrownBy(() -> restore("r1"))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining(why);
    assertThat(Files.readAllBytes(h2(Side.TARGET))).isEqualTo(before);
    assertThat(h2(Side.TARGET).getParent().resolveSibling("database.vor-" + TestMove.ID))
        .doesNotExist();
  }

  private void driver(Side side, String name) throws Exception {
    Path plugins = Files.createDirectories(move.installation(side).resolve("plugins"));
    Files.copy(RealH2.driver(), plugins.resolve(name));
  }

  @Test
  void a_server_that_ran_after_the_backup_is_found() throws Exception {
    Backup backup =
        new H2Backup(move.guard, move.layout, move.vault).backUp(source, move.act("b1")).backup();
    BackupVerification verification = new BackupVerification(move.secrets, move.vault);
    verification.h2(source, backup, move.act("v1"));
    try (Connection connection = connect(move.installation(Side.SOURCE));
        Statement statement = connection.createStatement()) {
      statement.execute("insert into schule values ('später')");
    }

    assertThatThrownBy(() -> verification.h2(source, backup, move.act("v1")))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("seit der Sicherung verändert");
  }

  @Test
  void a_flipped_bit_in_a_configuration_file_is_found() throws Exception {
    Backup backup = configuration();
    flip(Path.of(backup.folder(), "files", "asv.cfg"));

    assertFound(backup, "files/asv.cfg (verändert)");
  }

  @Test
  void a_missing_an_extra_and_a_cut_file_are_each_found() throws Exception {
    Backup backup = configuration();
    Path files = Path.of(backup.folder(), "files");
    Files.delete(files.resolve("asv.cfg"));
    Files.writeString(files.resolve("fremd"), "x");
    Files.writeString(files.resolve("configuration/config.ini"), "a");

    assertFound(
        backup,
        "files/asv.cfg (fehlt)",
        "files/fremd (gehört nicht dazu)",
        "files/configuration/config.ini (abgeschnitten)");
  }

  @Test
  void a_file_changed_together_with_the_manifest_is_found() throws Exception {
    Backup backup = configuration();
    Path manifest = Path.of(backup.folder(), Manifest.NAME);
    Files.writeString(manifest, Files.readString(manifest).replace("2.13.480", "2.13.481"));

    assertFound(backup, "manifest.json (verändert)");
  }

  @Test
  void a_backup_folder_of_unknown_origin_is_not_overwritten() throws Exception {
    Path foreign =
        Path.of(Folders.backup(move.oldHost, TestMove.ID, BackupComponent.CONFIGURATION));
    Files.createDirectories(foreign);
    Files.writeString(foreign.resolve("wichtig"), "x");

    assertThatThrownBy(this::configuration)
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("nicht überschrieben");
    assertThat(foreign.resolve("wichtig")).hasContent("x");
  }

  @Test
  void an_unfinished_backup_of_this_move_is_made_anew() throws Exception {
    Path half = Path.of(Folders.backup(move.oldHost, TestMove.ID, BackupComponent.CONFIGURATION));
    Files.createDirectories(half);
    Files.writeString(half.resolve("halb"), "x");
    Files.writeString(Path.of(half + ".unfinished"), TestMove.ID + "\nb0\n");

    Backup backup = configuration();

    assertThat(half.resolve("halb")).doesNotExist();
    assertThat(backup.manifest().localFiles()).containsExactly(LOCAL);
  }

  @Test
  void only_the_running_user_may_read_a_backup() throws Exception {
    Path made = Path.of(configuration().folder());

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
        .isEqualTo("r-x------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(made.resolve("files/" + LOCAL))))
        .isEqualTo("r--------");
  }

  @Test
  void a_cut_transfer_goes_on_at_the_last_whole_block() throws Exception {
    byte[] content = new byte[5 * Transfer.BLOCK + 17];
    new Random(1).nextBytes(content);
    Files.write(move.installation(Side.SOURCE).resolve("groß.bin"), content);
    Backup backup = configuration();
    Path partial =
        Path.of(
            Folders.received(move.newHost, TestMove.ID, BackupComponent.CONFIGURATION),
            "files",
            "groß.bin" + Transfer.PARTIAL);
    Files.createDirectories(partial.getParent());
    Files.write(partial, Arrays.copyOf(content, 3 * Transfer.BLOCK + 5));
    CutHost counting = CutHost.uncut(move.newHost);

    Backup copy = new Transfer().copy(move.oldHost, backup, counting.host(), move.act("t1"));

    assertThat(counting.written(partial.toString())).isEqualTo(2L * Transfer.BLOCK + 17);
    assertThat(Path.of(copy.folder(), "files", "groß.bin")).hasBinaryContent(content);
  }

  @Test
  void a_file_that_arrived_wrong_is_sent_again_and_no_other() throws Exception {
    byte[] content = new byte[5 * Transfer.BLOCK + 17];
    new Random(1).nextBytes(content);
    Files.write(move.installation(Side.SOURCE).resolve("groß.bin"), content);
    Backup backup = configuration();
    Path received =
        Path.of(
            Folders.received(move.newHost, TestMove.ID, BackupComponent.CONFIGURATION), "files");
    Path partial = received.resolve("groß.bin" + Transfer.PARTIAL);
    Files.createDirectories(received);
    Files.write(partial, Arrays.copyOf(content, 3 * Transfer.BLOCK + 5));
    flip(partial);
    CutHost counting = CutHost.uncut(move.newHost);

    new Transfer().copy(move.oldHost, backup, counting.host(), move.act("t1"));

    assertThat(received.resolve("groß.bin")).hasBinaryContent(content);
    assertThat(counting.written(partial.toString()))
        .isEqualTo(2L * Transfer.BLOCK + 17 + content.length);
    assertThat(counting.written(received.resolve("asv.cfg" + Transfer.PARTIAL).toString()))
        .isEqualTo(Files.size(received.resolve("asv.cfg")));
  }

  @Test
  void a_cut_transfer_that_is_sound_is_completed() throws Exception {
    byte[] content = new byte[5 * Transfer.BLOCK + 17];
    new Random(1).nextBytes(content);
    Files.write(move.installation(Side.SOURCE).resolve("groß.bin"), content);
    Backup backup = configuration();
    Path received =
        Path.of(
            Folders.received(move.newHost, TestMove.ID, BackupComponent.CONFIGURATION), "files");
    Files.createDirectories(received);
    Files.write(
        received.resolve("groß.bin" + Transfer.PARTIAL),
        Arrays.copyOf(content, 3 * Transfer.BLOCK + 5));

    new Transfer().copy(move.oldHost, backup, move.newHost, move.act("t1"));

    assertThat(received.resolve("groß.bin")).hasBinaryContent(content);
  }

  @Test
  void a_backup_that_was_changed_is_not_transferred() throws Exception {
    Backup backup = configuration();
    flip(Path.of(backup.folder(), "files", "asv.cfg"));

    assertThatThrownBy(
            () -> new Transfer().copy(move.oldHost, backup, move.newHost, move.act("t1")))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("nicht mehr die gesicherte Datei");
  }

  @Test
  void carries_reviewed_keys_over_and_leaves_the_rest_as_installed() throws Exception {
    ConfigurationMerge merge = restoreConfiguration("c1");

    Path local = move.installation(Side.TARGET).resolve(LOCAL);
    assertThat(local).hasContent("server.url=http://neu:8765\nremote.server.url=https://zss\n");
    assertThat(Path.of(local + LocalFiles.PREVIOUS)).hasContent("server.url=http://neu:8765\n");
    assertThat(merge.written()).containsExactly(LOCAL);
    assertThat(move.installation(Side.TARGET).resolve("configuration/config.ini"))
        .hasContent("ausgeliefert=TARGET");
    assertThat(move.installation(Side.TARGET).resolve("asv.cfg")).hasContent("cfg TARGET");
  }

  @Test
  void a_second_run_writes_no_configuration() throws Exception {
    ConfigurationMerge first = restoreConfiguration("c1");

    ConfigurationMerge second = restoreConfiguration("c2");

    assertThat(second.written()).isEmpty();
    assertThat(second.keys()).isEqualTo(first.keys());
  }

  @Test
  void shows_no_password_in_the_evidence() throws Exception {
    ConfigurationMerge merge = restoreConfiguration("c1");

    assertThat(JsonMapper.builder().build().writeValueAsString(merge))
        .contains("database.password")
        .doesNotContain(SECRET);
    assertThat(configuration().manifest().toJson()).doesNotContain(SECRET);
  }

  @Test
  void refuses_structures_that_are_newer_than_the_installed_version() {
    Release installed = Release.parse("2.14.12");

    assertThat(SchemaCompatibility.of(installed, installed)).isEqualTo(SchemaCompatibility.SAME);
    assertThat(SchemaCompatibility.of(Release.parse("2.14.10"), installed))
        .isEqualTo(SchemaCompatibility.OLDER);
    for (String other : List.of("2.14.13", "2.15.1")) {
      assertThatThrownBy(() -> SchemaCompatibility.of(Release.parse(other), installed))
          .isInstanceOf(OperationFailed.class)
          .hasMessageContaining(other);
    }
  }

  private void assertFound(Backup backup, String... named) {
    assertThatThrownBy(
            () ->
                new BackupVerification(move.secrets, move.vault)
                    .files(source, backup, move.act("v1")))
        .isInstanceOf(OperationFailed.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(named));
  }

  private ConfigurationMerge restoreConfiguration(String key) throws Exception {
    Backup copy = new Transfer().copy(move.oldHost, configuration(), move.newHost, move.act("t"));
    return new ConfigurationRestore(move.guard, move.settings, move.localFiles, move.vault)
        .restore(target, copy, move.act(key));
  }

  private Backup configuration() throws Exception {
    return new ConfigurationBackup(move.settings, move.layout, move.vault)
        .backUp(source, move.act("b1"));
  }

  private Backup received() throws Exception {
    Backup made =
        new H2Backup(move.guard, move.layout, move.vault).backUp(source, move.act("b1")).backup();
    return new Transfer().copy(move.oldHost, made, move.newHost, move.act("t1"));
  }

  private RestoredDatabase restore(String key) throws Exception {
    FreshInstallation fresh =
        new FreshInstallation(
            "neu",
            move.installation(Side.TARGET).resolve("database").toString(),
            Files.exists(h2(Side.TARGET))
                ? move.newHost.files().sha256(h2(Side.TARGET).toString())
                : "",
            0,
            Instant.now());
    RestoreOrder order =
        new RestoreOrder(target, source, received(), Optional.of(fresh), Optional.empty());
    return schoolRestore().restore(order, move.act(key));
  }

  @Test
  void a_fresh_school_database_that_has_changed_since_is_not_replaced_unread() throws Exception {
    FreshInstallation fresh =
        new FreshInstallation(
            "neu",
            move.installation(Side.TARGET).resolve("database").toString(),
            "the checksum of another day",
            0,
            Instant.now());
    byte[] before = Files.readAllBytes(h2(Side.TARGET));
    RestoreOrder order =
        new RestoreOrder(target, source, received(), Optional.of(fresh), Optional.empty());

    assertThatThrownBy(() -> schoolRestore().restore(order, move.act("r1")))
        .hasMessageContaining("wird nicht ersetzt");
    assertThat(Files.readAllBytes(h2(Side.TARGET))).isEqualTo(before);
  }

  @Test
  void nothing_is_touched_where_the_backup_is_further_back_than_one_release() throws Exception {
    byte[] before = Files.readAllBytes(h2(Side.TARGET));
    Endpoint old = move.site(Side.SOURCE, move.oldHost, "2.12.463", null);
    RestoreOrder order =
        new RestoreOrder(target, old, received(), Optional.empty(), Optional.empty());

    assertThatThrownBy(() -> schoolRestore().restore(order, move.act("r1")))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("2.12 → 2.13 → 2.14");
    assertThat(Files.readAllBytes(h2(Side.TARGET))).isEqualTo(before);
  }

  private H2Restore schoolRestore() {
    return new H2Restore(move.guard, move.localFiles, move.structure, move.layout, move.vault);
  }

  private Path h2(Side side) {
    return move.installation(side).resolve("database/asv.mv.db");
  }

  private static void database(Path installation, String side) throws Exception {
    try (Connection connection = connect(installation);
        Statement statement = connection.createStatement()) {
      statement.execute("create table schule (name varchar)");
      statement.execute("insert into schule values ('Übungsschule " + side + "')");
    }
  }

  private static Connection connect(Path installation) throws Exception {
    return DriverManager.getConnection("jdbc:h2:" + installation.resolve("database/asv"), "sa", "");
  }

  private static void flip(Path file) throws Exception {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      int first = bytes.read();
      bytes.seek(0);
      bytes.write(first ^ 1);
    }
  }
}
