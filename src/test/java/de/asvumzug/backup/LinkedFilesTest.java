package de.asvumzug.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.backup.configuration.ConfigurationBackup;
import de.asvumzug.backup.h2.H2Backup;
import de.asvumzug.backup.h2.H2Restore;
import de.asvumzug.host.Command;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.Side;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Installations whose folders and files lie elsewhere, behind symbolic links. */
class LinkedFilesTest {
  private static final String LOCAL = "configuration/config.local.ini";

  @TempDir Path folder;
  private final List<String> notes = new ArrayList<>();
  private TestMove move;
  private Endpoint source;
  private Path installation;
  private Path elsewhere;

  @BeforeEach
  void installation() throws Exception {
    move = new TestMove(folder);
    source = move.school(Side.SOURCE);
    installation = move.installation(Side.SOURCE);
    elsewhere = Files.createDirectories(folder.resolve("anderswo"));
    Files.writeString(installation.resolve("asv.cfg"), "cfg");
    Files.writeString(elsewhere.resolve("config.local.ini"), "server.url=http://alt:8765\n");
    Files.createSymbolicLink(installation.resolve(LOCAL), elsewhere.resolve("config.local.ini"));
  }

  @Test
  void a_linked_database_folder_is_backed_up_with_its_files() throws Exception {
    DriverManager.getConnection("jdbc:h2:" + elsewhere.resolve("db/asv"), "sa", "").close();
    Files.createSymbolicLink(installation.resolve("database"), elsewhere.resolve("db"));

    Backup backup =
        new H2Backup(move.guard, move.layout, move.vault).backUp(source, move.act("b1")).backup();

    assertThat(backup.manifest().files())
        .extracting(Manifest.Entry::path)
        .contains("files/asv.mv.db");
    assertThat(Path.of(backup.folder(), "files/asv.mv.db"))
        .hasSameBinaryContentAs(elsewhere.resolve("db/asv.mv.db"));
  }

  @Test
  void what_a_move_puts_beside_a_linked_database_is_looked_for_there() throws Exception {
    Files.createSymbolicLink(installation.resolve("database"), elsewhere.resolve("db"));
    String real = elsewhere.toRealPath().resolve("db").toString();

    assertThat(H2Restore.elsewhere(source, TestMove.ID))
        .containsExactly(real, real + ".umzug-" + TestMove.ID, real + ".vor-" + TestMove.ID);
  }

  @Test
  void a_database_in_its_own_folder_is_found_with_its_installation() throws Exception {
    Files.createDirectories(installation.resolve("database"));

    assertThat(H2Restore.elsewhere(source, TestMove.ID)).isEmpty();
  }

  @Test
  void a_linked_local_file_is_saved_with_what_it_says() throws Exception {
    Backup backup = configuration();

    assertThat(Path.of(backup.folder(), "files", LOCAL))
        .isRegularFile()
        .hasSameTextualContentAs(elsewhere.resolve("config.local.ini"));
    assertThat(backup.manifest().links()).isEmpty();
  }

  @Test
  void a_name_that_is_not_in_utf_8_is_named_with_the_way_out() throws Exception {
    move.oldHost.run(
        Command.of(
            "sh", "-c", "touch \"$1/$(printf 'Sch\\374ler.txt')\"", "sh", installation.toString()));

    assertThatThrownBy(
            () ->
                new ConfigurationBackup(move.settings, move.layout, move.vault)
                    .backUp(source, move.act("c1")))
        .isInstanceOfSatisfying(
            OperationFailed.class, failed -> assertThat(failed.worthRetrying()).isFalse())
        .hasMessageContaining("Sch\uFFFDler.txt")
        .hasMessageContaining("convmv");
  }

  @Test
  void other_links_are_noted_and_said() throws Exception {
    Files.createSymbolicLink(installation.resolve("protokolle"), Path.of("/var/log/asv"));

    Backup backup = configuration();

    assertThat(backup.manifest().links())
        .containsExactly(new Manifest.Link("protokolle", "/var/log/asv"));
    assertThat(notes).anySatisfy(note -> assertThat(note).contains("nicht gesichert"));
  }

  @Test
  void a_local_file_whose_link_leads_nowhere_is_named() throws Exception {
    Files.delete(elsewhere.resolve("config.local.ini"));

    assertThatThrownBy(this::configuration)
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining(LOCAL)
        .hasMessageContaining("Verknüpfung");
  }

  @Test
  void a_backup_without_files_is_a_failure() throws Exception {
    BackupFolder empty =
        new BackupFolder(source, BackupComponent.DATABASE, move.act("b1"), move.vault);
    empty.begin();

    assertThatThrownBy(
            () -> empty.finish(new ManifestDraft(Manifest.Kind.H2, Map.of(), List.of(), List.of())))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("ist leer");
  }

  @Test
  void what_is_written_to_a_linked_file_is_written_behind_the_link() throws Exception {
    move.oldHost.files().writeText(installation.resolve(LOCAL).toString(), "neu=1\n");

    assertThat(installation.resolve(LOCAL)).isSymbolicLink().hasContent("neu=1\n");
    assertThat(elsewhere.resolve("config.local.ini")).hasContent("neu=1\n");
  }

  private Backup configuration() throws Exception {
    BackupContext act = move.act("b1");
    return new ConfigurationBackup(move.settings, move.layout, move.vault)
        .backUp(
            source,
            new BackupContext(
                act.migrationId(),
                "b1",
                act.jobs(),
                act.progress(),
                (text, details) -> notes.add(text)));
  }
}
