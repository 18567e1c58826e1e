package de.asvumzug.check.guard;

import de.asvumzug.check.JavaTool;
import de.asvumzug.host.Host;
import de.asvumzug.host.ProcessInfo;
import java.util.Locale;

/** Tells processes of an ASV installation from others by their command line. */
public final class AsvProcess {

  /** What {@code host.ps1} writes before the program where the command line is hidden. */
  private static final String UNREADABLE = "?";

  private AsvProcess() {}

  /**
   * Whether a process runs a program of the installation: Java or an ASV program whose command line
   * names the installation, or any program or script that lies in it. A person's {@code tail} on a
   * log file there is none, and the product's own tools, run by the installation's Java, are none.
   */
  public static boolean belongsTo(ProcessInfo process, String directory) {
    String line = process.commandLine();
    if (line.contains(JavaTool.MARKER) || !names(line, directory)) {
      return false;
    }
    return liesIn(line, directory) || isJavaOrAsv(line) || runsScriptOf(line, directory);
  }

  /** As above, on a machine of any system. */
  public static boolean belongsTo(
      ProcessInfo process, String directory, Host.OperatingSystem system) {
    return system == Host.OperatingSystem.WINDOWS
        ? belongsOnWindows(process.commandLine(), directory)
        : belongsTo(process, directory);
  }

  /** Names differ neither by case nor by the direction of a slash there. */
  private static boolean belongsOnWindows(String commandLine, String folder) {
    String line = plain(commandLine);
    String directory = plain(folder);
    if (line.startsWith(UNREADABLE)) {
      return mayBelong(line.substring(UNREADABLE.length()).strip(), directory);
    }
    if (commandLine.contains(JavaTool.MARKER) || !names(line, directory)) {
      return false;
    }
    String program = line.startsWith("\"") ? line.split("\"", 3)[1] : line.split("\\s", 2)[0];
    String name = program.substring(program.lastIndexOf('/') + 1);
    return program.startsWith(directory + "/")
        || line.startsWith(directory + "/") // not quoted, though it has blanks
        || isJavaOrAsv(name)
        || isShell(name);
  }

  /**
   * Some of Windows' own processes are readable for nobody, so not each one may count; but what
   * could run a program of the installation does.
   */
  private static boolean mayBelong(String program, String directory) {
    String name = program.substring(program.lastIndexOf('/') + 1);
    return program.isEmpty()
        || program.startsWith(directory + "/")
        || isJavaOrAsv(name)
        || isShell(name);
  }

  private static boolean isShell(String name) {
    return name.matches("(cmd|powershell|pwsh|wscript|cscript)(\\.exe)?");
  }

  private static String plain(String path) {
    return path.replace('\\', '/').toLowerCase(Locale.ROOT);
  }

  private static boolean names(String line, String directory) {
    for (int at = line.indexOf(directory); at >= 0; at = line.indexOf(directory, at + 1)) {
      int end = at + directory.length();
      // "/opt/asv" must not match "/opt/asv-neu".
      if (end == line.length() || "/\\ \"':;,".indexOf(line.charAt(end)) >= 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean liesIn(String line, String directory) {
    return line.startsWith(directory + "/") || line.startsWith(directory + "\\");
  }

  private static boolean isJavaOrAsv(String line) {
    String program = line.split("\\s", 2)[0].replace('\\', '/');
    String name = program.substring(program.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return name.matches("javaw?(\\.exe)?") || name.startsWith("asv");
  }

  private static boolean runsScriptOf(String line, String directory) {
    String[] parts = line.split("\\s+", 2);
    String interpreter = parts[0].substring(parts[0].lastIndexOf('/') + 1);
    return parts.length == 2
        && interpreter.matches("(ba|da|k|z)?sh")
        && liesIn(parts[1], directory);
  }
}
