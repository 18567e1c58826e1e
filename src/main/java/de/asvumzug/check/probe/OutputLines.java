package de.asvumzug.check.probe;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a probe found, as the PostgreSQL script writes it: CSV lines of equally many cells. */
final class OutputLines implements AutoCloseable {
  private final Path file;
  private final int cells;
  private final PrintWriter out;

  OutputLines(Path file, int cells) throws IOException {
    this.file = file;
    this.cells = cells;
    this.out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
  }

  /** Cells that are null or left out at the end are empty. */
  void line(String... values) {
    for (int i = 0; i < cells; i++) {
      String cell = i < values.length && values[i] != null ? values[i] : "";
      out.print((i == 0 ? "\"" : ",\"") + cell.replace("\"", "\"\"") + "\"");
    }
    out.print("\n");
  }

  /** Who follows the progress reads the file while it grows. */
  void flush() {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    boolean failed = out.checkError();
    out.close();
    if (failed) {
      throw new IOException("Ausgabe nicht geschrieben: " + file);
    }
  }
}
