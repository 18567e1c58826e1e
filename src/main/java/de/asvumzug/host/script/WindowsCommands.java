package de.asvumzug.host.script;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.asvumzug.host.Command;
import de.asvumzug.host.Host;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Lines for Windows: PowerShell 5.1, whatever shell OpenSSH hands them to. A line is nothing but
 * letters that no shell takes for something else: the command itself goes encoded.
 */
public final class WindowsCommands implements Commands {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String workFolder;
  private final List<String> path;

  /**
   * @param workFolder with '/' between names, such as {@code C:/Umzug}
   * @param path folders searched for programs before the machine's own PATH
   */
  public WindowsCommands(String workFolder, List<String> path) {
    this.workFolder = workFolder;
    this.path = List.copyOf(path);
  }

  /** A literal of PowerShell, whatever it holds: also its curly quotes end a string. */
  static String literal(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("no argument of a command holds a NUL");
    }
    return "'" + text.replaceAll("(['\u2018\u2019\u201A\u201B])", "$1$1") + "'";
  }

  /**
   * Arguments as a program's start-up code takes them apart again (CommandLineToArgvW): backslashes
   * count only before a quote.
   */
  public static String argumentLine(List<String> arguments) {
    return arguments.stream().map(WindowsCommands::argument).collect(Collectors.joining(" "));
  }

  private static String argument(String argument) {
    if (!argument.isEmpty() && argument.chars().noneMatch(c -> " \t\n\u000b\"".indexOf(c) >= 0)) {
      return argument;
    }
    StringBuilder quoted = new StringBuilder("\"");
    int backslashes = 0;
    for (char c : argument.toCharArray()) {
      if (c == '\\') {
        backslashes++;
        continue;
      }
      quoted.append("\\".repeat(c == '"' ? 2 * backslashes + 1 : backslashes)).append(c);
      backslashes = 0;
    }
    return quoted.append("\\".repeat(2 * backslashes)).append('"').toString();
  }

  /** PowerShell text as a line that every shell hands on as it is. */
  public static String encoded(String powerShell) {
    return "powershell.exe -NoLogo -NoProfile -NonInteractive -ExecutionPolicy Bypass -OutputFormat Text -EncodedCommand "
        + Base64.getEncoder().encodeToString(powerShell.getBytes(StandardCharsets.UTF_16LE));
  }

  @Override
  public Host.OperatingSystem system() {
    return Host.OperatingSystem.WINDOWS;
  }

  @Override
  public boolean isAbsolute(String file) {
    return file.matches("(?s)[A-Za-z]:/.*");
  }

  @Override
  public String script() {
    try (InputStream in = WindowsCommands.class.getResourceAsStream("/host/host.ps1")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String scriptName(String hash) {
    return "host-" + hash + ".ps1";
  }

  @Override
  public String verb(String script, String verb, List<String> arguments) {
    return encoded(
        // Left as it is where there is no script to set another.
        "$global:LASTEXITCODE = %s; & %s %s%s; exit $LASTEXITCODE"
            .formatted(
                Call.MISSING,
                literal(script),
                literal(verb),
                arguments.stream().map(a -> " " + literal(a)).collect(Collectors.joining())));
  }

  @Override
  public String install(String script, int bytes) {
    return encoded(
        """
        $ErrorActionPreference = 'Stop'
        $work = %s
        $script = %s
        foreach ($folder in '', 'bin', 'jobs', 'runs') { [IO.Directory]::CreateDirectory("$work/$folder") | Out-Null }
        & icacls.exe $work /inheritance:r /grant:r "$([Security.Principal.WindowsIdentity]::GetCurrent().Name):(OI)(CI)F" '*S-1-5-18:(OI)(CI)F' /Q | Out-Null
        Get-ChildItem -LiteralPath "$work/runs" -Directory | Where-Object { $_.LastWriteTimeUtc -lt [DateTime]::UtcNow.AddDays(-1) } | Remove-Item -Recurse -Force
        $new = "$script.$PID"
        $out = [IO.File]::Create($new)
        [Console]::OpenStandardInput().CopyTo($out)
        $all = $out.Length -eq %d
        $out.Close()
        if (-not $all) { Remove-Item -LiteralPath $new; exit %d }
        Move-Item -LiteralPath $new -Destination $script -Force
        "%s $((New-Object IO.FileInfo $script).Length)"
        """
            .formatted(literal(workFolder), literal(script), bytes, PART, INSTALLED));
  }

  @Override
  public String spec(Command command, long limitSeconds) {
    Map<String, Object> spec = new LinkedHashMap<>();
    List<String> arguments = command.arguments();
    spec.put("program", arguments.get(0));
    spec.put("arguments", argumentLine(arguments.subList(1, arguments.size())));
    spec.put("shown", arguments);
    spec.put("directory", command.directory());
    spec.put("path", path());
    spec.put("environment", command.environment());
    spec.put("secrets", command.secretFiles());
    spec.put("input", command.input());
    spec.put("limit", limitSeconds);
    if (command.token() != null) {
      spec.put("token", command.token());
    }
    try {
      return JSON.writeValueAsString(spec);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings are always JSON", e);
    }
  }

  @Override
  public String path() {
    return String.join(";", path);
  }

  /** Rights come with the log-in there: administrators have them without asking again. */
  @Override
  public boolean needsSudo(String program) {
    return false;
  }
}
