package de.asvumzug.backup.vault.tool;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs {@code pg_dump} and encrypts each table's file when its log calls the table finished, while
 * it still works on others; the rest when it has ended well.
 */
final class DumpRun {
  private static final Pattern FINISHED =
      Pattern.compile("pg_dump: finished item (\\d+) TABLE DATA .*");

  private final Sealing sealing;
  private final Path dump;
  private final PrintStream log;

  /**
   * @param dump folder that the dump is written to
   * @param log takes what the program says, line by line
   */
  DumpRun(Sealing sealing, Path dump, PrintStream log) {
    this.sealing = sealing;
    this.dump = dump;
    this.log = log;
  }

  /** The program's exit code. */
  int run(List<String> command) throws IOException, InterruptedException {
    Process process = Child.builder(command).redirectError(ProcessBuilder.Redirect.PIPE).start();
    // Bytes as they come: names of tables may be in any encoding.
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.ISO_8859_1))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.write((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
        log.flush();
        Matcher finished = FINISHED.matcher(line);
        if (finished.matches()) {
          begin(finished.group(1));
        }
      }
    }
    int code = process.waitFor();
    if (code == 0) {
      sealing.all();
    }
    return code;
  }

  /** The ending tells how it is compressed. */
  private void begin(String item) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(dump, item + ".dat*")) {
      found.forEach(sealing::begin);
    }
  }
}
