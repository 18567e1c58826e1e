package de.asvumzug.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Commands of this machine. */
final class Shell {
  private Shell() {}

  /** Runs to the end and gives what was said. */
  static String run(List<String> line) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(line + ": " + said);
    }
    return said.strip();
  }
}
