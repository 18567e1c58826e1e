package de.asvumzug.backup.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.backup.BackupSettings;
import de.asvumzug.backup.TestMove;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.secret.KnownSecrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupKeysTest {
  private static final String MOVE = "U-2026-0001";

  @TempDir Path folder;
  private final KnownSecrets secrets = new KnownSecrets();

  @Test
  void a_key_is_made_once_in_a_file_of_the_running_user() throws Exception {
    BackupKey made = keys().make(MOVE);

    assertThat(keys().make(MOVE).id()).isEqualTo(made.id());
    assertThat(keys().require(MOVE, made.id()).text()).isEqualTo(made.text());
    assertThat(rights(file())).isEqualTo("rw-------");
    assertThat(rights(file().getParent())).isEqualTo("rwx------");
  }

  @Test
  void each_move_has_a_key_of_its_own() {
    assertThat(keys().make(MOVE).id()).isNotEqualTo(keys().make("U-2026-0002").id());
  }

  @Test
  void of_many_that_make_it_at_once_all_get_the_same() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<String>> all =
          Stream.generate(() -> (Callable<String>) () -> keys().make(MOVE).id()).limit(40).toList();
      List<Future<String>> ids = threads.invokeAll(all);

      assertThat(ids).extracting(Future::get).containsOnly(keys().make(MOVE).id());
    } finally {
      threads.shutdownNow();
    }
    try (Stream<Path> left = Files.list(file().getParent())) {
      assertThat(left).containsExactly(file());
    }
  }

  @Test
  void a_missing_key_says_where_it_belongs() {
    assertThatThrownBy(() -> keys().require(MOVE, "1a2b"))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContainingAll(
            "Der Schlüssel 1a2b fehlt", MOVE, file().toString(), "geändert wurde nichts");
    assertThat(file()).as("never made in its place").doesNotExist();
  }

  @Test
  void the_key_of_another_backup_is_not_taken() {
    BackupKey made = keys().make(MOVE);

    assertThatThrownBy(() -> keys().require(MOVE, "1a2b"))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContainingAll(made.id(), "1a2b", "die richtige Datei");
  }

  @Test
  void a_file_without_a_key_is_told_and_left_alone() throws Exception {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "Unsinn");

    assertThatThrownBy(() -> keys().make(MOVE))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("steht kein Schlüssel");
    assertThat(file()).hasContent("Unsinn");
  }

  @Test
  void a_folder_that_takes_no_key_says_how_one_is_laid_there() throws Exception {
    Files.writeString(folder.resolve("keys"), "eine Datei");

    assertThatThrownBy(() -> keys().make(MOVE))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContainingAll("lässt sich keiner anlegen", "openssl rand -base64 32");
  }

  @Test
  void a_key_is_masked_wherever_it_might_be_written() {
    BackupKey made = keys().make(MOVE);

    assertThat(secrets.mask("Schlüssel " + made.text())).doesNotContain(made.text());
    assertThat(made.toString()).contains(made.id()).doesNotContain(made.text());
  }

  private BackupKeys keys() {
    BackupSettings settings =
        TestMove.bound(
            "asv.backup",
            BackupSettings.class,
            Map.of("asv.backup.keys", folder.resolve("keys").toString()));
    return new BackupKeys(settings, secrets);
  }

  private Path file() {
    return folder.resolve("keys/" + MOVE + ".key");
  }

  private static String rights(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
