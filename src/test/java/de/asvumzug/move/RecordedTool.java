package de.asvumzug.move;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Notes how a program of a lab machine is called; then the program itself runs. */
final class RecordedTool {
  private static final String SCRIPT =
      """
      #!/bin/sh
      printf '%%s\\n' "$*" >>%1$s
      exec %2$s "$@"
      """;

  private RecordedTool() {}

  static void install(Path machine, String tool) throws IOException {
    Path script = machine.resolve("bin").resolve(tool);
    Path real = script.resolveSibling(tool + ".recorded");
    Path calls = Files.createFile(file(machine, tool));
    // Whatever user the machine is worked on as.
    Files.setPosixFilePermissions(calls, PosixFilePermissions.fromString("rw-rw-rw-"));
    Files.move(script, real);
    Files.writeString(script, SCRIPT.formatted(calls, real));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  static List<String> calls(Path machine, String tool) throws IOException {
    return Files.readAllLines(file(machine, tool));
  }

  private static Path file(Path machine, String tool) {
    return machine.resolve(tool + ".calls");
  }
}
