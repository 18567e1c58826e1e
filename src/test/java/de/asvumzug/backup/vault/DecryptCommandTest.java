package de.asvumzug.backup.vault;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.TestMove;
import de.asvumzug.backup.configuration.ConfigurationBackup;
import de.asvumzug.plan.Side;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A school reads its archive without this system. */
class DecryptCommandTest {
  private static final String LOCAL = "configuration/config.local.ini";

  @TempDir Path folder;
  private Backup backup;
  private Path key;
  private Path to;
  private String said;

  @BeforeEach
  void backup() throws Exception {
    TestMove move = TestMove.encrypted(folder);
    Endpoint source = move.school(Side.SOURCE);
    Files.writeString(move.installation(Side.SOURCE).resolve(LOCAL), "server.url=http://alt\n");
    Files.write(move.installation(Side.SOURCE).resolve("groß.bin"), new byte[3 << 20]);
    backup =
        new ConfigurationBackup(move.settings, move.layout, move.vault)
            .backUp(source, move.act("c1"));
    key = TestMove.keys(folder).resolve("U-2026-0001.key");
    to = folder.resolve("lesbar");
  }

  @Test
  void with_its_key_every_file_is_readable_again() throws Exception {
    assertThat(decrypt(key, backup.folder(), to)).isEqualTo(0);

    assertThat(to.resolve("files/" + LOCAL)).hasContent("server.url=http://alt\n");
    assertThat(to.resolve("files/groß.bin")).hasBinaryContent(new byte[3 << 20]);
    assertThat(said).contains("entschlüsselt:", "U-2026-0001", to.toString());
  }

  @Test
  void another_key_is_told_by_its_name_before_anything_is_written() throws Exception {
    Path other = folder.resolve("andere.key");
    Files.writeString(other, "YWJjZGVmZ2hpamFiY2RlZmdoaWphYmNkZWZnaGlqYWI=\n");

    assertThat(decrypt(other, backup.folder(), to)).isEqualTo(2);

    assertThat(said).contains("braucht den Schlüssel " + backup.manifest().encryption().keyId());
    assertThat(to).doesNotExist();
  }

  @Test
  void a_damaged_file_is_named_with_its_place() throws Exception {
    try (RandomAccessFile bytes = new RandomAccessFile(backup.folder() + "/files/groß.bin", "rw")) {
      bytes.seek((1 << 20) + 7);
      bytes.write(bytes.read() ^ 2);
    }

    assertThat(decrypt(key, backup.folder(), to)).isEqualTo(1);

    assertThat(said).contains("beschädigt: files/groß.bin:", "ab Byte 1048576 (Abschnitt 2)");
  }

  @Test
  void a_missing_file_is_named() throws Exception {
    new ProcessBuilder("chmod", "-R", "u+w", backup.folder()).start().waitFor();
    Files.delete(Path.of(backup.folder(), "files/groß.bin"));

    assertThat(decrypt(key, backup.folder(), to)).isEqualTo(1);

    assertThat(said).contains("groß.bin: fehlt");
  }

  @Test
  void a_folder_that_holds_something_is_left_alone() throws Exception {
    Files.createDirectories(to);
    Files.writeString(to.resolve("meins"), "wichtig");

    assertThat(decrypt(key, backup.folder(), to)).isEqualTo(2);

    assertThat(said).contains("ist nicht leer");
    assertThat(to).isDirectoryContaining("glob:**/meins");
  }

  @Test
  void a_wrong_call_says_how_it_is_called() {
    assertThat(run("--from", backup.folder())).isEqualTo(2);
    assertThat(said).contains("Es fehlen Angaben", "Aufruf: java -jar asv-umzug.jar decrypt");
    assertThat(run("--nach", "x")).isEqualTo(2);
    assertThat(said).contains("„--nach“");
  }

  @Test
  void what_is_no_backup_is_told() {
    assertThat(decrypt(key, folder.toString(), to)).isEqualTo(2);
    assertThat(said).contains("manifest.json lässt sich nicht lesen");
  }

  private int decrypt(Path with, String from, Path target) {
    return run("--key", with.toString(), "--from", from, "--to", target.toString());
  }

  private int run(String... words) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int code = DecryptCommand.run(words, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    said = bytes.toString(StandardCharsets.UTF_8);
    return code;
  }
}
