package de.asvumzug.backup.vault;

import de.asvumzug.backup.vault.tool.VaultProgram;
import java.util.List;

/** What the program on the machine has said of its own failure. */
final class VaultFailure {
  private static final int NAMED = 3;

  private VaultFailure() {}

  /** Its lines, without their mark. */
  static List<String> lines(String log) {
    return log.lines()
        .filter(line -> line.startsWith(VaultProgram.PREFIX))
        .map(line -> line.substring(VaultProgram.PREFIX.length()))
        .toList();
  }

  /** A sentence for each file that is not what was encrypted. */
  static List<String> damaged(String log) {
    return lines(log).stream()
        .filter(line -> line.startsWith(VaultProgram.DAMAGED))
        .map(line -> line.substring(VaultProgram.DAMAGED.length()))
        .toList();
  }

  static String text(String log) {
    List<String> lines = lines(log);
    return lines.isEmpty()
        ? "ohne Meldung"
        : String.join("; ", lines.subList(0, Math.min(NAMED, lines.size())));
  }
}
