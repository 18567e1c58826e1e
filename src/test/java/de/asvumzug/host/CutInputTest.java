package de.asvumzug.host;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.host.script.Commands;
import de.asvumzug.host.script.LinuxCommands;
import de.asvumzug.host.script.LocalConnection;
import de.asvumzug.host.script.ScriptHost;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a machine does with a script, or a list of paths, of which only the beginning came. */
class CutInputTest {
  @TempDir Path folder;
  private Path script;

  @BeforeEach
  void install() throws IOException {
    String work = folder.resolve("work").toString();
    try (Host host =
        ScriptHost.over(
            new LocalConnection("alt"),
            new LinuxCommands(work, List.of(), Set.of()),
            work,
            Duration.ofSeconds(30),
            Optional::empty)) {
      host.files().stat(work);
    }
    try (Stream<Path> files = Files.walk(folder.resolve("work"))) {
      script = files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
  }

  @Test
  void a_file_is_never_renamed_to_half_a_name() throws Exception {
    Path from = Files.writeString(folder.resolve("text"), "Größe");
    String list = from + "\0" + from + " neu\0";
    byte[] whole = (list.length() + "\n" + list).getBytes(StandardCharsets.UTF_8);
    for (int length = 0; length < whole.length; length++) {
      assertThat(many("move_again", Arrays.copyOf(whole, length)))
          .as("%s bytes", length)
          .isEqualTo(75);
      assertThat(from).as("%s bytes", length).exists();
    }
    assertThat(many("move_again", whole)).isZero();
    assertThat(Path.of(from + " neu")).hasContent("Größe");
    assertThat(folder.resolve("work")).isDirectoryNotContaining("glob:**/list.*");
  }

  @Test
  void half_a_script_is_never_put_in_place() throws Exception {
    byte[] whole = "echo 'all of it'\n".getBytes(StandardCharsets.UTF_8);
    LinuxCommands commands =
        new LinuxCommands(folder.resolve("work").toString(), List.of(), Set.of());
    Path place = folder.resolve("work/bin/other.sh");
    String line = commands.install(place.toString(), whole.length);
    for (int length = 0; length < whole.length; length++) {
      assertThat(run(Arrays.copyOf(whole, length), "sh", "-c", line)).isEqualTo(Commands.PART);
      assertThat(place).as("%s bytes", length).doesNotExist();
    }
    assertThat(run(whole, "sh", "-c", line)).isZero();
    assertThat(place).hasBinaryContent(whole);
  }

  @Test
  void a_command_that_has_not_yet_written_its_number_is_not_taken_for_killed() throws Exception {
    Path run = Files.createDirectories(folder.resolve("work/runs/id"));
    Files.createDirectory(run.resolve("claim"));
    Files.createFile(run.resolve("pid"));
    Process asked =
        new ProcessBuilder("sh", script.toString(), "answer", "mark", "run", "id").start();
    asked.getOutputStream().write("0\n".getBytes(StandardCharsets.UTF_8));
    asked.getOutputStream().flush();

    assertThat(asked.waitFor(300, TimeUnit.MILLISECONDS)).as("ended").isFalse();
    Files.writeString(run.resolve("out"), "da");
    Files.writeString(folder.resolve("exit"), "7\n");
    Files.move(folder.resolve("exit"), run.resolve("exit"));

    asked.getOutputStream().write('\n');
    asked.getOutputStream().close();
    assertThat(asked.getInputStream()).hasContent("mark begin\n7 2 0\ndamark 000 8\n");
    assertThat(asked.waitFor()).isZero();
    assertThat(run).doesNotExist();
  }

  private int many(String verb, byte[] input) throws Exception {
    return run(input, "sh", script.toString(), "many", verb, "2");
  }

  private static int run(byte[] input, String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (OutputStream out = process.getOutputStream()) {
      out.write(input);
    }
    return process.waitFor();
  }
}
