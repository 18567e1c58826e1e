package de.asvumzug.backup.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.asvumzug.backup.vault.tool.VaultProgram;
import de.asvumzug.host.ToolJar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as it runs on a machine: by Java alone, from the jar that is sent there. */
class VaultProgramTest {
  private static final String CONTEXT = "U-2026-0001/SOURCE/database";
  private static final String KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
  private static final String OTHER_KEY = "YWJjZGVmZ2hpamFiY2RlZmdoaWphYmNkZWZnaGlqYWI=";

  @TempDir Path folder;
  private Path plain;
  private Path sealed;
  private Path journal;
  private Path jar;
  private String key = KEY;

  @BeforeEach
  void jar() throws Exception {
    plain = folder.resolve("plain");
    sealed = folder.resolve("sealed");
    journal = folder.resolve("journal");
    jar = folder.resolve("vault.jar");
    Files.write(jar, ToolJar.of("vault", VaultJar.classes()).bytes());
  }

  @Test
  void needs_no_more_than_a_part_of_tink() throws Exception {
    assertThat(VaultJar.classes().keySet())
        .contains("com/google/crypto/tink/subtle/AesGcmHkdfStreaming.class")
        .allMatch(
            name ->
                name.startsWith("com/google/crypto/tink/")
                    || name.startsWith("de/asvumzug/backup/vault/tool/"));
    assertThat(Files.size(jar)).isLessThan(600_000);
  }

  @Test
  void what_was_sealed_is_copied_out_again_and_no_plain_file_is_left() throws Exception {
    Map<String, byte[]> content = fill(plain);

    seal();

    assertThat(files(plain)).isEmpty();
    assertThat(files(sealed).keySet()).isEqualTo(content.keySet());
    run("copy", CONTEXT, sealed.toString(), "", folder.resolve("out").toString());
    same(files(folder.resolve("out")), content);
  }

  @Test
  void killed_in_the_middle_and_begun_again_it_ends_right() throws Exception {
    Map<String, byte[]> content = fill(plain);
    for (int i = 0; i < 40; i++) {
      byte[] more = random(1 << 20, i);
      Files.write(plain.resolve("dump/" + i + ".more"), more);
      content.put("dump/" + i + ".more", more);
    }
    Process killed = begin(command("seal", CONTEXT, plain(), sealed(), journal.toString()));
    await().until(() -> !killed.isAlive() || Files.exists(journal) && Files.size(journal) > 500);
    killed.destroyForcibly().waitFor();
    Files.writeString(journal, Files.readString(journal, StandardCharsets.UTF_8) + "halbe Zeile");

    seal();

    assertThat(files(plain)).isEmpty();
    run("copy", CONTEXT, sealed(), "", folder.resolve("out").toString());
    same(files(folder.resolve("out")), content);
    assertThat(Files.readAllLines(journal)).hasSize(content.size());
  }

  @Test
  void a_command_finds_the_plain_files_in_a_private_folder_and_leaves_none() throws Exception {
    fill(plain);
    seal();
    Path open = folder.resolve("open");
    Path seen = folder.resolve("seen");

    int code =
        run(
            "open",
            CONTEXT,
            sealed(),
            open.toString(),
            "globals.sql",
            "--",
            "sh",
            "-c",
            "ls -A \"$1\" >\"$2\"; stat -c %a \"$1\" >>\"$2\"; env >>\"$2\"; exit 3",
            "sh",
            open.toString(),
            seen.toString());

    assertThat(code).as("the command's own").isEqualTo(3);
    assertThat(Files.readAllLines(seen)).contains("globals.sql", "700");
    assertThat(Files.readString(seen)).doesNotContain(VaultProgram.KEY_FILE);
    assertThat(open).doesNotExist();
  }

  @Test
  void ended_by_force_it_leaves_no_plain_file() throws Exception {
    fill(plain);
    seal();
    Path open = folder.resolve("open");
    Process running =
        begin(command("open", CONTEXT, sealed(), open.toString(), "--", "sleep", "600"));
    await().until(() -> Files.exists(open.resolve("globals.sql")));
    List<ProcessHandle> children = running.descendants().toList();

    running.destroy();
    running.waitFor();
    children.forEach(ProcessHandle::destroyForcibly);

    assertThat(open).doesNotExist();
  }

  @Test
  void what_a_killed_run_left_is_gone_after_the_next() throws Exception {
    fill(plain);
    seal();
    Path open = folder.resolve("open");
    Files.createDirectories(open);
    Files.writeString(open.resolve("übrig"), "Namen");

    run("open", CONTEXT, sealed(), open.toString(), "--", "true");

    assertThat(open).doesNotExist();
  }

  @Test
  void the_key_is_nowhere_but_in_its_file_and_that_is_gone_once_it_is_read() throws Exception {
    fill(plain);
    Path secret = folder.resolve("geheim");

    String said = said(command("seal", CONTEXT, plain(), sealed(), journal.toString()));

    assertThat(secret).doesNotExist();
    assertThat(said).doesNotContain(KEY);
    assertThat(Files.readString(journal)).doesNotContain(KEY);
  }

  @Test
  void a_swapped_file_is_named() throws Exception {
    fill(plain);
    seal();
    Path one = sealed.resolve("dump/1.dat.gz");
    byte[] other = Files.readAllBytes(sealed.resolve("dump/2.dat"));
    Files.write(one, other);

    String said = said(command("check", CONTEXT, sealed()));

    assertThat(said)
        .contains(
            "asv-umzug: beschädigt: dump/1.dat.gz: verändert, abgeschnitten oder vertauscht ab Byte 0")
        .doesNotContain("2.dat:");
  }

  @Test
  void another_key_leaves_nothing_readable() throws Exception {
    fill(plain);
    seal();
    key = OTHER_KEY;

    int code = run("copy", CONTEXT, sealed(), "", folder.resolve("out").toString());

    assertThat(code).isEqualTo(70);
    assertThat(files(folder.resolve("out")).values()).allMatch(bytes -> bytes.length == 0);
  }

  @Test
  void finished_tables_are_sealed_while_the_dump_still_works_on_others() throws Exception {
    Files.createDirectories(plain);
    Path go = folder.resolve("go");
    String dump = plain + "/dump";
    String script =
        "mkdir \"$1\"; echo eins >\"$1/17.dat.gz\"; echo halb >\"$1/18.dat.gz\";"
            + " echo 'pg_dump: finished item 17 TABLE DATA svp_note' >&2;"
            + " while [ ! -e \"$2\" ]; do :; done; echo toc >\"$1/toc.dat\"";
    Process running =
        begin(
            command(
                "dump",
                CONTEXT,
                plain(),
                sealed(),
                journal.toString(),
                dump,
                "--",
                "sh",
                "-c",
                script,
                "sh",
                dump,
                go.toString()));
    try {
      await()
          .until(
              () ->
                  !Files.exists(Path.of(dump, "17.dat.gz"))
                      && Files.exists(journal)
                      && Files.size(journal) > 0);
      assertThat(Path.of(dump, "18.dat.gz")).as("nobody says it is finished").exists();
    } finally {
      Files.createFile(go);
    }
    assertThat(running.waitFor()).isZero();

    assertThat(files(plain)).isEmpty();
    assertThat(files(sealed)).containsOnlyKeys("dump/17.dat.gz", "dump/18.dat.gz", "dump/toc.dat");
  }

  @Test
  void a_dump_that_fails_ends_with_its_own_code_and_words() throws Exception {
    Files.createDirectories(plain);
    Process running =
        begin(
            command(
                "dump",
                CONTEXT,
                plain(),
                sealed(),
                journal.toString(),
                plain + "/dump",
                "--",
                "sh",
                "-c",
                "echo 'pg_dump: error: kein Platz' >&2; exit 4"));

    String said = new String(running.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(running.waitFor()).isEqualTo(4);
    assertThat(said).contains("pg_dump: error: kein Platz");
  }

  private void seal() throws Exception {
    assertThat(run("seal", CONTEXT, plain(), sealed(), journal.toString())).isZero();
  }

  private int run(String... words) throws Exception {
    Process process = begin(command(words));
    process.getErrorStream().readAllBytes();
    return process.waitFor();
  }

  private static String said(ProcessBuilder command) throws Exception {
    Process process = begin(command);
    String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  private static Process begin(ProcessBuilder command) throws IOException {
    return command.start();
  }

  private ProcessBuilder command(String... words) throws IOException {
    Path secret = folder.resolve("geheim");
    Files.writeString(secret, key + "\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    List<String> line =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx256m",
                "-cp",
                jar.toString(),
                VaultProgram.class.getName()));
    line.addAll(Arrays.asList(words));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().put(VaultProgram.KEY_FILE, secret.toString());
    return builder;
  }

  private String plain() {
    return plain.toString();
  }

  private String sealed() {
    return sealed.toString();
  }

  private static Map<String, byte[]> fill(Path folder) throws IOException {
    Map<String, byte[]> content = new TreeMap<>();
    content.put("dump/1.dat.gz", random(3 << 20, 1));
    content.put("dump/2.dat", random(17, 2));
    content.put("dump/leer.dat", new byte[0]);
    content.put("globals.sql", "create role größer;\n".getBytes(StandardCharsets.UTF_8));
    for (Map.Entry<String, byte[]> file : content.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return content;
  }

  private static byte[] random(int size, int seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static Map<String, byte[]> files(Path folder) throws IOException {
    Map<String, byte[]> found = new TreeMap<>();
    if (!Files.exists(folder)) {
      return found;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        found.put(folder.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return found;
  }

  private static void same(Map<String, byte[]> found, Map<String, byte[]> expected) {
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach((path, bytes) -> assertThat(found.get(path)).as(path).isEqualTo(bytes));
  }
}
