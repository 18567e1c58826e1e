package de.asvumzug.check.fingerprint;

import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * What the PostgreSQL scripts and the H2 probes write: CSV lines of as many columns each, the first
 * naming the kind, {@code start} first and {@code end} last. Without these the output was cut.
 */
public final class MeasuredLines {
  private MeasuredLines() {}

  /**
   * Hands every line over, but {@code end}.
   *
   * @param what German name of what was measured, for the message
   * @param taker may refuse a line by an {@link IllegalArgumentException}
   * @throws OperationFailed (temporary) if the output is not whole
   */
  public static void read(String csv, int columns, String what, Consumer<CSVRecord> taker)
      throws IOException {
    try {
      String last = "";
      for (CSVRecord line : CSVFormat.DEFAULT.parse(new StringReader(csv))) {
        boolean expected = line.get(0).equals("start") == last.isEmpty() && !last.equals("end");
        if (!expected || line.size() != columns) {
          throw new IllegalArgumentException("unexpected line " + line.getRecordNumber());
        }
        last = line.get(0);
        if (!last.equals("end")) {
          taker.accept(line);
        }
      }
      if (!last.equals("end")) {
        throw new IllegalArgumentException("no end");
      }
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw OperationFailed.temporary(
          what + " sind nicht vollständig angekommen. Bitte den Schritt wiederholen.", e);
    }
  }
}
