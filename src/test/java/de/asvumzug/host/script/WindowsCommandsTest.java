package de.asvumzug.host.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.asvumzug.host.Command;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exact lines that a Windows machine gets. No PowerShell runs them here: docs/windows.md. */
public class WindowsCommandsTest {
  private final WindowsCommands commands =
      new WindowsCommands("C:/Umzug Größe", List.of("C:/Program Files/PostgreSQL/16/bin"));

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "einfach,          einfach",
        "C:/Müller Übung,  \"C:/Müller Übung\"",
        "ein \"Wort\",     \"ein \\\"Wort\\\"\"",
        "C:\\Ordner\\,     C:\\Ordner\\",
        "C:\\mit Platz\\,  \"C:\\mit Platz\\\\\"",
        "a\\\"b,           \"a\\\\\\\"b\"",
        "$(rm),            $(rm)",
        "a&b|c>d,          a&b|c>d",
        "``,               \"\"",
      })
  void arguments_are_quoted_as_a_program_takes_them_apart(String argument, String expected) {
    assertThat(WindowsCommands.argumentLine(List.of(argument))).isEqualTo(expected);
  }

  /** What arguments may hold; {@code WindowsArgumentsIT} gives them to a real program. */
  public static List<String> arguments() {
    return List.of(
        "",
        "einfach",
        "zwei Wörter",
        "mit \"Anführung\"",
        "endet mit \\",
        "Platz und \\",
        "\\\\server\\Freigabe\\",
        "a\\\"b\\\\\"c",
        "Zeile\nzwei",
        "$(hack) `n %PATH% ; & | > ^",
        "ẞ😀");
  }

  @ParameterizedTest
  @MethodSource("arguments")
  void a_program_gets_every_argument_as_it_was(String argument) {
    List<String> arguments = List.of("vorher", argument, "nachher");

    assertThat(takenApart(WindowsCommands.argumentLine(arguments))).isEqualTo(arguments);
  }

  @ParameterizedTest
  @ValueSource(strings = {"it's", "’krumm‘", "‚unten‛", "$env:PATH `n $(x)"})
  void a_literal_holds_whatever_it_is_given(String text) {
    String literal = WindowsCommands.literal(text);

    assertThat(literal).startsWith("'").endsWith("'");
    assertThat(literal.substring(1, literal.length() - 1).replaceAll("(['‘’‚‛])\\1", "$1"))
        .isEqualTo(text);
  }

  @Test
  void no_argument_holds_a_nul() {
    assertThatThrownBy(() -> WindowsCommands.literal("a\0b"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_line_shows_no_shell_anything_but_letters() {
    String line = commands.verb("C:/Umzug Größe/bin/host-1.ps1", "stat_file", List.of("C:/a'b; x"));

    assertThat(line)
        .matches(
            "powershell\\.exe -NoLogo -NoProfile -NonInteractive -ExecutionPolicy Bypass -OutputFormat Text -EncodedCommand [A-Za-z0-9+/=]+");
    assertThat(decoded(line))
        .isEqualTo(
            "$global:LASTEXITCODE = 127; & 'C:/Umzug Größe/bin/host-1.ps1' 'stat_file' 'C:/a''b; x'; exit $LASTEXITCODE");
  }

  @Test
  void the_work_folder_is_taken_from_everybody_else_when_it_is_set_up() {
    assertThat(decoded(commands.install("C:/Umzug Größe/bin/host-1.ps1", 4711)))
        .contains(
            "$all = $out.Length -eq 4711",
            "\"installed $((New-Object IO.FileInfo $script).Length)\"",
            "$work = 'C:/Umzug Größe'",
            "/inheritance:r",
            "*S-1-5-18:(OI)(CI)F");
  }

  @Test
  void a_job_is_described_without_any_shell() throws Exception {
    Command command =
        Command.of("pg_dump.exe", "--file=C:/mit Platz/", "Größe")
            .with("PGUSER", "postgres")
            .withSecretFile("PGPASSFILE", "geheim");

    JsonNode spec = new ObjectMapper().readTree(commands.spec(command, 60));

    assertThat(spec.get("program").asText()).isEqualTo("pg_dump.exe");
    assertThat(spec.get("arguments").asText()).isEqualTo("\"--file=C:/mit Platz/\" Größe");
    assertThat(spec.get("environment").get("PGUSER").asText()).isEqualTo("postgres");
    assertThat(spec.get("secrets").get("PGPASSFILE").asText()).isEqualTo("geheim");
    assertThat(spec.get("path").asText()).isEqualTo("C:/Program Files/PostgreSQL/16/bin");
    assertThat(spec.get("limit").asLong()).isEqualTo(60);
    assertThat(spec.get("shown")).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"C:/ASV, true", "d:/x y, true", "/opt/asv, false", "C:ASV, false", "ASV, false"})
  void a_path_is_absolute_from_a_drive_on(String path, boolean absolute) {
    assertThat(commands.isAbsolute(path)).isEqualTo(absolute);
  }

  @Test
  void both_scripts_know_every_verb_that_is_asked_for() throws Exception {
    Set<String> asked = new TreeSet<>();
    Pattern call =
        Pattern.compile(
            "\\b(?:text|once|bytes|open|ask|many)\\(\\s*(?:\\w+,\\s*)?\"([a-z][a-z0-9_]*)\"");
    for (String name : List.of("ScriptHost", "ScriptFiles", "Script")) {
      Matcher calls =
          call.matcher(
              Files.readString(Path.of("src/main/java/de/asvumzug/host/script", name + ".java")));
      while (calls.find()) {
        asked.add(calls.group(1));
      }
    }

    assertThat(asked).contains("start", "status", "run", "read_parts", "sha256", "processes");
    String windows = commands.script();
    String linux = new LinuxCommands("/w", List.of(), Set.of()).script();
    String cases = linux.substring(linux.indexOf("case $verb in"));
    assertThat(asked)
        .allSatisfy(verb -> assertThat(windows).contains("\n    '" + verb + "' {"))
        .allSatisfy(verb -> assertThat(cases).containsPattern("[ (|]" + verb + "( \\||\\))"));
  }

  @Test
  void the_script_goes_no_way_out_without_ending_its_answer() {
    // Detached runs answer nobody; everything else goes through Leave.
    assertThat(
            commands
                .script()
                .lines()
                .map(String::strip)
                .filter(line -> line.matches("(.*[{;] *)?exit\\b.*")))
        .containsExactly(
            "exit $code",
            "if (-not (Claim)) { exit 0 }",
            "if ([IO.File]::Exists(\"$folder\\cancelled\") -or [IO.File]::Exists(\"$folder\\lost\") -or (Is-Shut)) { Scrub; exit 0 }",
            "if (-not (Claim)) { exit 0 }",
            "if (Is-Shut) { Scrub; exit 0 }");
  }

  @Test
  void every_byte_that_the_script_answers_is_counted_for_its_end() {
    String script = commands.script();

    assertThat(script).contains("\"$mark \" + $code.ToString('000') + \" $said`n\"");
    assertThat(script.lines().filter(line -> line.contains("$stdout") && !line.contains("Flush")))
        .containsExactly(
            "$stdout = [Console]::OpenStandardOutput()", "  $stdout.Write($bytes, 0, $count)");
    assertThat(script).containsSubsequence("Say \"$mark begin`n\"", "$said = [long] 0");
  }

  @Test
  void of_two_starts_the_file_system_itself_refuses_one() {
    assertThat(function("Claim"))
        .contains("[IO.File]::Open(\"$folder\\claim\", [IO.FileMode]::CreateNew")
        .doesNotContain("New-Item");
    // A folder, as an older version of the script made it, is a claim as well.
    assertThat(commands.script()).doesNotContain("Exists(\"$folder\\claim\")");
  }

  @Test
  void no_error_line_of_a_program_becomes_an_error_of_the_script() {
    // Windows PowerShell throws for a redirected one, as it stops at every error.
    assertThat(commands.script()).contains("$ErrorActionPreference = 'Stop'");
    assertThat(commands.script() + decoded(commands.install("C:/x", 1)))
        .doesNotContainPattern("(?m)^[^#\n]*\\d>")
        .doesNotContain("*>");
  }

  @Test
  void whoever_reads_keeps_nobody_from_writing_or_replacing() {
    assertThat(function("Open-Shared")).contains("'Read', 'ReadWrite, Delete'");
    assertThat(commands.script())
        .doesNotContain("ReadAllText", "ReadAllBytes", "OpenRead", "Get-FileHash", "Get-Content")
        .doesNotContain("'Read', 'ReadWrite')")
        .contains("[IO.File]::Open(\"$folder\\log\", 'Append', 'Write', 'ReadWrite, Delete')");
    // Others' readers are not that kind.
    assertThat(function("Write-Whole")).contains("while ($true)", "TotalSeconds -gt 20");
  }

  @Test
  void a_stepped_clock_makes_no_new_start_of_the_machine_and_no_deadline_later() {
    assertThat(function("Boot")).contains("smss.exe", "CreationDate").doesNotContain("Win32_Oper");
    for (String waiting : List.of("Await", "Cancel", "Token", "Write-Whole")) {
      assertThat(function(waiting)).as(waiting).contains("Stopwatch").doesNotContain("UtcNow");
    }
  }

  @Test
  void every_address_of_a_name_is_tried() {
    assertThat(function("Reaches"))
        .contains("foreach ($one in $resolved)", "$client.BeginConnect($one, $port")
        .doesNotContain("$resolved[0]");
  }

  @Test
  void a_process_without_a_readable_command_line_is_told_by_its_name() {
    assertThat(function("Processes"))
        .contains("\"? $($one.ExecutablePath)\"", "\"? $($one.Name)\"")
        .doesNotContainPattern("if \\(\\$one.CommandLine\\) \\{ Say");
  }

  @Test
  void nothing_is_waited_for_without_end() {
    // WMI may hang.
    assertThat(commands.script().lines().filter(line -> line.contains("Get-CimInstance")))
        .containsExactly("  Get-CimInstance @question");
    assertThat(function("Ask")).contains("OperationTimeoutSec = 60");
    assertThat(function("Launch")).contains("-OperationTimeoutSec 60");
    // What waits for a key, such as pause, finds the end of its input.
    assertThat(function("Carry-Out-Spec"))
        .containsSubsequence(
            "[IO.File]::WriteAllText(\"$folder\\input\", [string] $spec.input, $utf8)\n",
            "  $start.RedirectStandardInput = \"$folder\\input\"\n")
        .doesNotContain("if ($null -ne $spec.input)");
  }

  /** A function's text, up to the next one. */
  private String function(String name) {
    Matcher matcher =
        Pattern.compile(
                "(?ms)^function " + Pattern.quote(name) + "\\b(?!-).*?(?=^(?:function|# ---)|\\z)")
            .matcher(commands.script());
    assertThat(matcher.find()).as(name).isTrue();
    return matcher.group();
  }

  @Test
  void the_script_is_read_in_the_same_way_by_every_powershell() {
    String script = commands.script();

    // Windows PowerShell takes a script without this mark for one in the machine's old code page.
    assertThat(script).startsWith("\uFEFF");
    assertThat(script.substring(1).chars()).allMatch(c -> c < 128);
  }

  @Test
  void many_files_are_copied_by_robocopy() {
    assertThat(
            Robocopy.command("C:/ASV alt/conf", "D:/Umzug/conf", List.of("a b.ini", "ü.cfg"))
                .arguments())
        .containsExactly(
            "robocopy.exe",
            "C:\\ASV alt\\conf",
            "D:\\Umzug\\conf",
            "a b.ini",
            "ü.cfg",
            "/COPY:DAT",
            "/R:0",
            "/W:0",
            "/XJ",
            "/NP",
            "/NFL",
            "/NDL",
            "/NJH",
            "/NJS");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "0,  true",
    "1,  true",
    "2, true",
    "3, true",
    "4, false",
    "5, false",
    "7, false",
    "8, false",
    "9, false",
    "16, false",
    "-1, false",
    "32, false"
  })
  void an_exit_code_of_robocopy_is_a_sum_of_flags(int code, boolean fine) {
    assertThat(Robocopy.problem(code).isEmpty()).isEqualTo(fine);
  }

  private static String decoded(String line) {
    String encoded = line.substring(line.lastIndexOf(' ') + 1);
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_16LE);
  }

  /**
   * The documented rules of CommandLineToArgvW, the other way round than the product's quoting: 2n
   * backslashes before a quote are n and the quote ends or begins, 2n+1 are n and a quote.
   */
  private static List<String> takenApart(String line) {
    List<String> arguments = new java.util.ArrayList<>();
    StringBuilder argument = new StringBuilder();
    boolean quoted = false;
    boolean any = false;
    int backslashes = 0;
    for (char c : line.toCharArray()) {
      if (c == '\\') {
        backslashes++;
        any = true;
        continue;
      }
      if (c == '"') {
        argument.append("\\".repeat(backslashes / 2));
        if (backslashes % 2 == 1) {
          argument.append('"');
        } else {
          quoted = !quoted;
        }
        any = true;
      } else {
        argument.append("\\".repeat(backslashes));
        if (!quoted && " \t\n".indexOf(c) >= 0) {
          if (any) {
            arguments.add(argument.toString());
            argument.setLength(0);
            any = false;
          }
        } else {
          argument.append(c);
          any = true;
        }
      }
      backslashes = 0;
    }
    argument.append("\\".repeat(backslashes));
    if (any) {
      arguments.add(argument.toString());
    }
    return arguments;
  }
}
