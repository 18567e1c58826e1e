package de.asvumzug.common;

import java.util.regex.Pattern;

/** What somebody typed, as it may stand in a mail, in a calendar and in one of their headers. */
public final class PlainWords {
  /**
   * Breaks of lines, and signs that nobody sees: among them those that turn the reading order, not
   * the one that {@link #unlinked} puts in.
   */
  private static final Pattern UNSEEN =
      Pattern.compile("[\\s\\p{Z}\\p{Cc}\\p{Co}\\p{Cn}[\\p{Cf}&&[^\\u200B]]]+");

  private static final Pattern HALF_SIGN = Pattern.compile("[\\p{Cs}]");

  private static final Pattern ADDRESS_SIGN = Pattern.compile("[.@:/](?=\\S)");

  private PlainWords() {}

  /** On one line, without signs that nobody sees; empty if null. */
  public static String oneLine(String text) {
    return text == null
        ? ""
        : UNSEEN.matcher(HALF_SIGN.matcher(text).replaceAll("")).replaceAll(" ").strip();
  }

  /**
   * A name or a reason: mail programs and calendars make a link of whatever looks like an address;
   * a break of no width behind its signs keeps them from it, and nobody sees it.
   */
  public static String unlinked(String text) {
    return ADDRESS_SIGN.matcher(oneLine(text)).replaceAll("$0\u200B");
  }
}
