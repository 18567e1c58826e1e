package de.asvumzug.notify.calendar;

import java.nio.charset.StandardCharsets;

/**
 * Breaks long lines as RFC 5545 (3.1) asks: after 75 bytes at most, never within a sign. The
 * library counts signs instead, of which an umlaut has two bytes.
 */
final class Folding {
  private static final int LONGEST = 75;
  private static final String END = "\r\n";

  private Folding() {}

  static String folded(String lines) {
    StringBuilder folded = new StringBuilder();
    for (String line : lines.split(END)) {
      int used = 0;
      for (int sign : line.codePoints().toArray()) {
        String one = Character.toString(sign);
        int bytes = one.getBytes(StandardCharsets.UTF_8).length;
        if (used + bytes > LONGEST) {
          folded.append(END).append(' ');
          used = 1;
        }
        folded.append(one);
        used += bytes;
      }
      folded.append(END);
    }
    return folded.toString();
  }
}
