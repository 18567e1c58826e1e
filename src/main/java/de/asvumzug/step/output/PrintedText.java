package de.asvumzug.step.output;

import de.asvumzug.common.GermanFormat;
import de.asvumzug.host.Host;
import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.job.LogChunk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * All that a job printed, or its beginning and its end.
 *
 * @param head all of it, or whole lines from its beginning
 * @param tail whole lines from its end; empty if nothing is left out
 * @param cut whether anything is left out between them
 * @param bytes of the whole output
 */
record PrintedText(String head, String tail, boolean cut, long bytes) {

  /**
   * Reads a job's log to its end, whatever its length.
   *
   * @param most characters that are kept; half of them from each end
   */
  static PrintedText read(Host host, JobKey key, int most) throws IOException {
    int half = most / 2;
    StringBuilder head = new StringBuilder();
    StringBuilder tail = new StringBuilder();
    long offset = 0;
    boolean cut = false;
    for (LogChunk chunk = host.readLog(key, 0);
        !chunk.text().isEmpty();
        chunk = host.readLog(key, offset)) {
      int fits = Math.min(half - head.length(), chunk.text().length());
      head.append(chunk.text(), 0, fits);
      tail.append(chunk.text(), fits, chunk.text().length());
      if (tail.length() > most) {
        tail.delete(0, tail.length() - half);
        cut = true;
      }
      offset = chunk.nextOffset();
    }
    return cut
        ? new PrintedText(
            beginning(head.toString(), half), end(tail.toString(), half), true, offset)
        : new PrintedText(head.append(tail).toString(), "", false, offset).within(most);
  }

  /** The same with no more characters than that; what goes is in the middle. */
  PrintedText within(int most) {
    if (!cut && head.length() <= most) {
      return this;
    }
    int half = most / 2;
    return new PrintedText(beginning(head, half), end(cut ? tail : head, half), true, bytes);
  }

  /** Up to the end of a line: half a secret would not be known as one. */
  private static String beginning(String text, int most) {
    String part = text.substring(0, Math.min(most, text.length()));
    return part.substring(0, Math.max(part.lastIndexOf('\n'), part.lastIndexOf('\r')) + 1);
  }

  /** From the beginning of a line on; none begins in it, nothing is left. */
  private static String end(String text, int most) {
    String part = text.substring(Math.max(0, text.length() - most));
    for (int i = 0; i < part.length(); i++) {
      if (part.charAt(i) == '\n' || part.charAt(i) == '\r') {
        return part.substring(i + 1);
      }
    }
    return "";
  }

  /** What is left out in the middle. */
  long cutBytes() {
    return cut ? Math.max(1, bytes - length(head) - length(tail)) : 0;
  }

  private static long length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** A line in the place of what is left out, German. */
  String gap() {
    return "\n… hier fehlen %s von %s; aufgehoben sind Anfang und Ende …\n"
        .formatted(GermanFormat.bytes(cutBytes()), GermanFormat.bytes(bytes));
  }
}
