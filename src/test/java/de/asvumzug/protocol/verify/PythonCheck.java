package de.asvumzug.protocol.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What docs/verify_protocol.py says of a file. */
public final class PythonCheck {

  private PythonCheck() {}

  public static String by(Path file, String... options) throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(List.of("python3", "docs/verify_protocol.py", file.toString()));
    line.addAll(List.of(options));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }
}
