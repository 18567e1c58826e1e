package de.asvumzug.check.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * How every probe of an H2 database runs on the machine.
 *
 * <p>Arguments: database path without ".mv.db", user, file that says what to do, output file.
 * Password: in the file that ASV_H2_PASSWORD_FILE names, else empty. Exit code 0, or 1 with a
 * German message on standard error.
 */
final class H2Probe {

  /** What one probe does with the open database. */
  interface Work {
    /**
     * @param input the file that says what to do
     * @param output the file behind {@code out}
     */
    void run(H2Database database, Path input, Path output, OutputLines out) throws Exception;
  }

  private H2Probe() {}

  /**
   * @param cells in each line of the output
   */
  static void run(String[] arguments, int cells, Work work) throws Exception {
    Path output = Path.of(arguments[3]);
    try (H2Database database = new H2Database(arguments[0], arguments[1], password());
        OutputLines out = new OutputLines(output, cells)) {
      work.run(database, Path.of(arguments[2]), output, out);
    } catch (SQLException | IOException e) {
      System.err.println("H2-Datenbank " + arguments[0] + ": " + e.getMessage());
      System.exit(1);
    }
  }

  private static String password() throws IOException {
    String file = System.getenv("ASV_H2_PASSWORD_FILE");
    return file == null ? "" : Files.readString(Path.of(file)).strip();
  }
}
