package de.asvumzug.host.script;

import de.asvumzug.host.Command;
import de.asvumzug.host.FencingToken;
import de.asvumzug.host.Host;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Every line that a Linux machine's shell reads is made here: arguments are quoted so that none is
 * read as anything but itself.
 */
public final class LinuxCommands implements Commands {
  private static final String SCRIPT = content();

  private final String workFolder;
  private final List<String> path;
  private final Set<String> sudo;

  /**
   * @param path folders searched for programs before the machine's own PATH
   * @param sudo names of the programs that run with root's rights
   */
  public LinuxCommands(String workFolder, List<String> path, Set<String> sudo) {
    this.workFolder = workFolder;
    this.path = List.copyOf(path);
    this.sudo = Set.copyOf(sudo);
  }

  @Override
  public Host.OperatingSystem system() {
    return Host.OperatingSystem.LINUX;
  }

  @Override
  public boolean isAbsolute(String file) {
    return file.startsWith("/");
  }

  @Override
  public String script() {
    return SCRIPT;
  }

  @Override
  public String scriptName(String hash) {
    return "host-" + hash + ".sh";
  }

  private static String content() {
    try (InputStream in = LinuxCommands.class.getResourceAsStream("/host/host.sh")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String path() {
    return String.join(":", path);
  }

  /** One argument, whatever it holds. */
  static String quoted(String argument) {
    if (argument.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("no argument of a command holds a NUL");
    }
    return "'" + argument.replace("'", "'\\''") + "'";
  }

  @Override
  public String verb(String script, String verb, List<String> arguments) {
    return "exec sh "
        + quoted(script)
        + " "
        + verb
        + arguments.stream()
            .map(LinuxCommands::quoted)
            .map(" "::concat)
            .collect(Collectors.joining());
  }

  @Override
  public String install(String script, int bytes) {
    String folder = quoted(workFolder);
    String file = quoted(script);
    // By sh, whatever the log-in's own shell understands (tcsh, fish).
    return "exec sh -c " + quoted(installation(folder, file, bytes));
  }

  private static String installation(String folder, String file, int bytes) {
    return """
    umask 077; mkdir -p %s && umask 022 && mkdir -p %s/bin %s/jobs %s/runs && find \
    %s/runs -mindepth 1 -maxdepth 1 -mtime +0 -exec rm -rf {} + && cat >%s"""
            .formatted(folder, folder, folder, folder, folder, file)
        + ".$$ && { [ $(wc -c <"
        + file
        + ".$$) -eq "
        + bytes
        + " ] || { rm -f "
        + file
        + ".$$; exit "
        + PART
        + "; }; } && mv "
        + file
        + ".$$ "
        + file
        + " && echo "
        + INSTALLED
        + " $(wc -c <"
        + file
        + ")";
  }

  /** Shell text; the job's folder is {@code $folder} there. */
  @Override
  public String spec(Command command, long limitSeconds) {
    StringBuilder spec = new StringBuilder();
    spec.append("printf %s ")
        .append(quoted(String.join("\n", command.arguments()) + "\n"))
        .append(" >\"$folder/command\"\n");
    if (!path.isEmpty()) {
      spec.append("PATH=")
          .append(quoted(String.join(":", path)))
          .append(":\"$PATH\"\nexport PATH\n");
    }
    command.environment().forEach((name, value) -> spec.append(variable(name, quoted(value))));
    secrets(command, spec);
    spec.append("forget\n");
    if (command.directory() != null) {
      spec.append("cd -- ").append(quoted(command.directory())).append(" || exit 71\n");
    }
    FencingToken token = command.token();
    if (token != null) {
      // The shell stays, as it holds the lock; what the command leaves running must not.
      spec.append("pass ")
          .append(quoted(token.name()))
          .append(' ')
          .append(token.number())
          .append(" || exit\n");
    } else {
      spec.append("exec ");
    }
    if (limitSeconds > 0) {
      spec.append("timeout -k 2 ").append(limitSeconds).append(' ');
    }
    spec.append(line(command));
    return spec.append(token == null ? "\n" : " 8>&-\n").toString();
  }

  /** All by one shell of its own, whose files nobody else may read. */
  private static void secrets(Command command, StringBuilder spec) {
    Map<String, String> secrets = command.secretFiles();
    if (!secrets.isEmpty() || command.input() != null) {
      spec.append("( umask 077\n");
      secrets.forEach((name, content) -> file(spec, content, "secrets/" + name));
      if (command.input() != null) {
        file(spec, command.input(), "input");
      }
      spec.append(")\n");
    }
    secrets
        .keySet()
        .forEach(name -> spec.append(variable(name, "\"$folder/secrets/" + name + "\"")));
    if (command.input() != null) {
      spec.append("exec <\"$folder/input\"\n");
    }
  }

  private static void file(StringBuilder spec, String content, String name) {
    spec.append("printf %s ")
        .append(quoted(content))
        .append(" >\"$folder/")
        .append(name)
        .append("\"\n");
  }

  private static String variable(String name, String quotedValue) {
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      throw new IllegalArgumentException("not a variable's name: " + name);
    }
    return name + "=" + quotedValue + "\nexport " + name + "\n";
  }

  private String line(Command command) {
    List<String> words = new ArrayList<>();
    if (needsSudo(command.arguments().get(0))) {
      words.addAll(List.of("sudo", "-n"));
      Set<String> names = new TreeSet<>(command.environment().keySet());
      names.addAll(command.secretFiles().keySet());
      if (!names.isEmpty()) {
        words.add("--preserve-env=" + String.join(",", names));
      }
      words.add("--");
    }
    words.addAll(command.arguments());
    return words.stream().map(LinuxCommands::quoted).collect(Collectors.joining(" "));
  }

  /** Whether a program is on the list, by its name or its whole path. */
  @Override
  public boolean needsSudo(String program) {
    return sudo.contains(program) || sudo.contains(program.substring(program.lastIndexOf('/') + 1));
  }
}
