package de.asvumzug.web.trail;

import java.util.regex.Pattern;

/**
 * A text as a cell of a table that people open with a spreadsheet. A cell that begins with one of
 * {@code = + - @} would be computed there; so would a part of it, should the program take another
 * separator than ours or end the cell at a quote. An apostrophe before it makes it text.
 */
final class CsvCell {
  private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\u0085\\u2028\\u2029]+");
  private static final Pattern BEGINS =
      Pattern.compile("(^|[;,|\"'„“”‚‘’])([\\s\\p{Z}\\p{Cf}]*)(?=[=+\\-@＝＋－＠])");

  private CsvCell() {}

  /**
   * One line: breaks and tabulators become a space.
   *
   * @param text may be null
   */
  static String of(String text) {
    if (text == null) {
      return "";
    }
    String line = BREAKS.matcher(text).replaceAll(" ");
    return BEGINS.matcher(line).replaceAll("$1$2'");
  }
}
