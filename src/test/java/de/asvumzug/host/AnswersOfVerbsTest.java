package de.asvumzug.host;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.asvumzug.host.script.LinuxCommands;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script's own answers, byte by byte: each ends with mark, exit code and its length. */
class AnswersOfVerbsTest {
  private static final Pattern ANSWER =
      Pattern.compile("M begin\n(.*)M (\\d{3}) (\\d+)\n", Pattern.DOTALL);

  /** Verbs that answer nobody: they run detached, or are part of another one. */
  private static final Set<String> SILENT = Set.of("job", "short", "parts_out", "parts_in");

  @TempDir Path folder;
  private Path script;
  private Path file;

  @BeforeEach
  void script() throws IOException {
    script = Files.createDirectories(folder.resolve("work/bin")).resolve("host.sh");
    Files.writeString(script, new LinuxCommands("/w", List.of(), Set.of()).script());
    Files.createDirectories(folder.resolve("work/jobs/ended/claim"));
    Files.writeString(folder.resolve("work/jobs/ended/exit"), "7 1790000000 0\n");
    Files.writeString(folder.resolve("work/jobs/ended/log"), "Zeile 1\nZeile 2");
    Files.createDirectories(folder.resolve("work/runs"));
    byte[] content = new byte[300_000];
    new Random(3).nextBytes(content);
    file = Files.write(folder.resolve("datei mit Ö"), content);
  }

  @Test
  void every_verb_says_how_long_its_answer_is() throws Exception {
    Map<String, List<String>> arguments =
        Map.ofEntries(
            Map.entry("start", List.of("neu")),
            Map.entry("run", List.of("id")),
            Map.entry("status", List.of("ended")),
            Map.entry("cancel", List.of("ended")),
            Map.entry("pids", List.of("ended")),
            Map.entry("log", List.of("ended", "3")),
            Map.entry("remove", List.of("weg")),
            Map.entry("shut", List.of("p-1")),
            Map.entry("fence", List.of("U-1", "3")),
            Map.entry("reaches", List.of("127.0.0.1", "9")),
            Map.entry("find_program", List.of("sh", "/bin")),
            Map.entry("read_file", List.of(file.toString(), "0")),
            Map.entry("write_file", List.of(folder.resolve("neu") + "", "0")),
            Map.entry("write_text", List.of(folder.resolve("text") + "")),
            Map.entry("many", List.of("sha256", "1")),
            Map.entry("move", List.of(folder + "/weg", folder + "/auch weg")),
            Map.entry("move_again", List.of(folder + "/weg", folder + "/auch weg")),
            Map.entry("copy", List.of(file.toString(), folder + "/kopie")),
            Map.entry("copy_sum", List.of(file.toString(), folder + "/kopie 2")),
            Map.entry("list", List.of(folder.toString())),
            Map.entry("create", List.of(folder + "/ordner")),
            Map.entry("own", List.of(file.toString(), "niemand-bekannt", "env")));

    for (String verb : verbs()) {
      List<String> words = new ArrayList<>(List.of(verb));
      words.addAll(arguments.getOrDefault(verb, List.of(file.toString())));
      Matcher answer = ANSWER.matcher(answer(words, input(verb)));

      assertThat(answer.matches()).as(verb).isTrue();
      assertThat(answer.group(1)).as(verb).hasSize(Integer.parseInt(answer.group(3)));
    }
  }

  @Test
  void a_file_comes_with_its_length_from_any_byte_on() throws Exception {
    String whole = Files.readString(file, ISO_8859_1);
    for (int offset : List.of(0, 1, 4096, 299_999, 300_000, 300_001)) {
      String rest = whole.substring(Math.min(offset, whole.length()));

      assertThat(answer(List.of("read_file", file.toString(), offset + ""), ""))
          .isEqualTo("M begin\n" + rest + "M 000 " + rest.length() + "\n");
    }
  }

  @Test
  void jobs_that_cannot_be_listed_are_no_empty_list() throws Exception {
    try (Stream<Path> below = Files.walk(folder.resolve("work/jobs"))) {
      below.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
    Files.writeString(folder.resolve("work/jobs"), "");

    assertThat(answer(List.of("jobs"), "")).endsWith("M 074 0\n");
  }

  @Test
  void what_a_command_that_failed_left_at_work_is_ended_though_grep_says_nothing()
      throws Exception {
    Path programs = Files.createDirectories(folder.resolve("programs"));
    Files.writeString(programs.resolve("grep"), "#!/bin/sh\nexit 1\n");
    assertThat(programs.resolve("grep").toFile().setExecutable(true)).isTrue();
    Path number = folder.resolve("number");
    String spec = "sleep 60 & echo $! >'" + number + "'; exit 3\n";

    String answer =
        answer(
            List.of("run", "id"), spec.length() + "\n" + spec + "\n", programs + ":/usr/bin:/bin");

    assertThat(answer).startsWith("M begin\n3 0 0\n");
    String left = Files.readString(number).strip();
    await("the end of what was left").until(() -> hasEnded(left));
  }

  /** One whose parent has not taken note of its end yet has ended as well. */
  private static boolean hasEnded(String pid) throws IOException {
    Path stat = Path.of("/proc", pid, "stat");
    return !Files.exists(stat) || Files.readString(stat).matches("(?s).*\\) Z .*");
  }

  private Set<String> verbs() throws IOException {
    String text = Files.readString(script);
    String cases = text.substring(text.indexOf("case $verb in"), text.indexOf("*) leave 64"));
    Set<String> verbs = new TreeSet<>();
    Matcher lines = Pattern.compile("(?m)^ {4}([a-z][a-z0-9_ |]*)\\)").matcher(cases);
    while (lines.find()) {
      verbs.addAll(List.of(lines.group(1).split(" \\| ")));
    }
    assertThat(verbs).contains("run", "clock", "read_parts", "own").hasSizeGreaterThan(30);
    verbs.removeAll(SILENT);
    return verbs;
  }

  private String input(String verb) {
    String list =
        switch (verb) {
          case "start", "run" -> "echo da; exit 3\n";
          case "read_parts", "write_parts" -> "12\0" + file + "\0";
          case "many" -> file + "\0";
          default -> "Inhalt";
        };
    String sized = list.getBytes(UTF_8).length + "\n" + list;
    return switch (verb) {
      case "run" -> sized + "\n";
      case "write_parts" -> sized + "zwölf Bytes";
      case "write_file" -> "Inhalt";
      default -> sized;
    };
  }

  private String answer(List<String> words, String input) throws Exception {
    return answer(words, input, System.getenv("PATH"));
  }

  private String answer(List<String> words, String input, String path) throws Exception {
    List<String> line = new ArrayList<>(List.of("sh", script.toString(), "answer", "M"));
    line.addAll(words);
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("PATH", path);
    Process process = builder.start();
    try (OutputStream out = process.getOutputStream()) {
      out.write(input.getBytes(UTF_8));
    } catch (IOException e) {
      // Not every verb reads what it is given.
    }
    return new String(process.getInputStream().readAllBytes(), ISO_8859_1);
  }
}
