package de.asvumzug.host.script;

import de.asvumzug.host.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Windows' own program for copies of many files, also with paths of more than 260 characters, which
 * PowerShell 5.1 cannot open. Its exit code is a sum of flags, of which not every one is a failure
 * (learn.microsoft.com, robocopy, exit return codes).
 */
final class Robocopy {
  private static final int DIFFERENT_KIND = 4;
  private static final int NOT_COPIED = 8;
  private static final int FATAL = 16;
  private static final int FINE = 3; // copied, and other files were there

  private Robocopy() {}

  /** Copies files of one folder under their names into another, without following junctions. */
  static Command command(String fromFolder, String toFolder, List<String> names) {
    List<String> line = new ArrayList<>();
    line.add("robocopy.exe");
    line.add(fromFolder.replace('/', '\\'));
    line.add(toFolder.replace('/', '\\'));
    line.addAll(names);
    // data, attributes, times; no second tries, no lists, no percentages
    line.addAll(List.of("/COPY:DAT", "/R:0", "/W:0", "/XJ", "/NP", "/NFL", "/NDL", "/NJH", "/NJS"));
    return Command.of(line);
  }

  /** What went wrong, German; empty if every file is there now. */
  static Optional<String> problem(int exitCode) {
    if (exitCode >= 0 && exitCode <= FINE) {
      return Optional.empty();
    }
    if (exitCode < 0 || (exitCode & FATAL) != 0) {
      return Optional.of("nichts kopiert: Ordner fehlt, oder die Rechte reichen nicht");
    }
    if ((exitCode & NOT_COPIED) != 0) {
      return Optional.of("nicht alle Dateien ließen sich kopieren");
    }
    return Optional.of(
        (exitCode & DIFFERENT_KIND) != 0
            ? "am Ziel liegt etwas anderes unter demselben Namen"
            : "unbekannter Rückgabewert");
  }
}
