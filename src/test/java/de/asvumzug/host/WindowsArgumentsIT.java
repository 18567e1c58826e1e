package de.asvumzug.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.asvumzug.host.script.WindowsCommands;
import de.asvumzug.host.script.WindowsCommandsTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What a program for Windows really gets of the lines that we make, where wine is installed. Its
 * {@code cscript.exe} tells its arguments; PowerShell, {@code robocopy.exe} and most of {@code
 * sc.exe} it does not have (docs/windows.md).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public class WindowsArgumentsIT {
  /** Writes each argument in UTF-16, ended by a NUL. */
  private static final String TELL =
      """
      var files = new ActiveXObject("Scripting.FileSystemObject");
      var out = files.CreateTextFile("C:\\\\told.txt", true, true);
      for (var i = 0; i < WScript.Arguments.length; i++) out.Write(WScript.Arguments.Item(i) + "\\u0000");
      out.Close();
      """;

  /** Starts the program above with the line of a file, as it is. */
  private static final String START =
      """
      var files = new ActiveXObject("Scripting.FileSystemObject");
      var line = files.OpenTextFile("C:\\\\line.txt", 1, false, -1).ReadAll();
      var shell = new ActiveXObject("WScript.Shell");
      WScript.Quit(shell.Run("cscript.exe //nologo C:\\\\tell.js " + line, 0, true));
      """;

  private final Path prefix = Path.of("target", "wine").toAbsolutePath();
  private final Path drive = prefix.resolve("drive_c");

  @BeforeAll
  void boot() throws Exception {
    assumeTrue(installed(), "wine is not installed");
    FileUtils.deleteDirectory(prefix.toFile());
    Files.createDirectories(prefix);
    run("wine", "wineboot", "-i");
    Files.writeString(drive.resolve("tell.js"), TELL);
    Files.writeString(drive.resolve("start.js"), START);
  }

  @AfterAll
  void end() throws Exception {
    if (Files.exists(prefix)) {
      run("wineserver", "-k");
    }
  }

  @Test
  void a_program_gets_every_argument_as_it_was() throws Exception {
    List<String> arguments = new ArrayList<>(List.of("vorher"));
    arguments.addAll(WindowsCommandsTest.arguments());
    arguments.add("nachher");
    Files.writeString(
        drive.resolve("line.txt"),
        "\uFEFF" + WindowsCommands.argumentLine(arguments),
        StandardCharsets.UTF_16LE);

    run("wine", "cscript.exe", "//nologo", "C:\\start.js");

    assertThat(told()).isEqualTo(arguments);
  }

  @Test
  void a_shell_hands_an_encoded_line_on_as_it_is() throws Exception {
    String line = WindowsCommands.encoded("& 'C:/Umzug Größe/x.ps1' '\"%PATH%\" & ^ ’ | >'");
    String arguments = line.substring(line.indexOf(' ') + 1);

    run("wine", "cmd.exe", "/c", "cscript.exe //nologo C:\\tell.js " + arguments);

    assertThat(told()).isEqualTo(List.of(arguments.split(" ")));
  }

  private List<String> told() throws IOException {
    String told = Files.readString(drive.resolve("told.txt"), StandardCharsets.UTF_16LE);
    List<String> arguments = new ArrayList<>(Arrays.asList(told.substring(1).split("\0", -1)));
    arguments.remove(arguments.size() - 1);
    return arguments;
  }

  private static boolean installed() {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "wine")));
  }

  private void run(String... line) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("WINEPREFIX", prefix.toString());
    builder.environment().put("WINEDEBUG", "-all");
    builder.environment().put("WINEDLLOVERRIDES", "mscoree,mshtml="); // no download of Mono, Gecko
    Process process = builder.start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(String.join(" ", line)).isTrue();
  }
}
