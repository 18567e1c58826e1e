package de.asvumzug.move;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * Puts a script in front of a PostgreSQL client program of a lab machine. It notes every run that
 * moves the database itself, and waits at a gate at the first, so that a test can cut exactly
 * there. Then the real program runs. Versions, lists and the trial of the preparation go through.
 */
final class SlowTools {
  private static final String SCRIPT =
      """
      #!/bin/sh
      gate=%1$s
      case "$*" in
        *--format=directory*)
          printf '%%s\\n' "$*" >>"$gate/runs"
          : >"$gate/reached"
          while [ ! -e "$gate/open" ]; do sleep 0.1; done ;;
      esac
      exec %2$s "$@"
      """;

  private SlowTools() {}

  static void install(Path machine, String tool) throws IOException {
    Path gate = Files.createDirectories(gate(machine, tool));
    Path script = machine.resolve("bin").resolve(tool);
    Files.writeString(script, SCRIPT.formatted(gate, realTool(tool)));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  static Path gate(Path machine, String tool) {
    return machine.resolve("gate-" + tool);
  }

  static List<String> runs(Path machine, String tool) throws IOException {
    return Files.readAllLines(gate(machine, tool).resolve("runs"));
  }

  private static Path realTool(String tool) throws IOException {
    try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
      return versions
          .map(version -> version.resolve("bin").resolve(tool))
          .filter(Files::isExecutable)
          .sorted()
          .reduce((first, last) -> last)
          .orElseThrow();
    }
  }
}
