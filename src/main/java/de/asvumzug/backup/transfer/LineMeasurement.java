package de.asvumzug.backup.transfer;

import de.asvumzug.common.GermanFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was measured before a dump, all of it at the same time of day and beside the same other
 * work: only how the figures compare counts.
 *
 * @param line bytes a second from the old machine to the new one through this application; 0 if it
 *     could not be tried
 * @param gzip plain bytes a second that one processor of the old machine makes smaller with {@code
 *     gzip -1}; 0 if it could not be tried
 */
public record LineMeasurement(long line, long gzip) {
  /** The evidence that a preparation leaves for the backup. */
  public static final String EVIDENCE = "line-measurement";

  public static final LineMeasurement NONE = new LineMeasurement(0, 0);

  public boolean isKnown() {
    return line > 0;
  }

  /** For the trail, German. */
  public Map<String, String> details(String from, String to) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("Leitung von " + from + " nach " + to, rate(line));
    details.put("gzip auf " + from + ", je Prozessor", rate(gzip));
    return details;
  }

  private static String rate(long bytesPerSecond) {
    return bytesPerSecond == 0 ? "nicht gemessen" : GermanFormat.bytes(bytesPerSecond) + "/s";
  }
}
