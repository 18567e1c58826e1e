package de.asvumzug.plan.people;

import java.util.regex.Pattern;

/**
 * Telephone numbers as people write them. Only the form is looked at: which numbers exist changes
 * with every extension that a school is given, so a library's tables of them would refuse good
 * ones.
 */
public final class Telephone {
  /** For people, in the place of "expected is …". */
  public static final String EXPECTED =
      "eine Telefonnummer mit Vorwahl, zum Beispiel 08123 4567-0 oder +49 8123 4567-0, aus Ziffern"
          + " und + / ( ) -";

  private static final Pattern FORM = Pattern.compile("(\\+[1-9]|\\(?0)[0-9 ()/-]*[0-9)]");
  private static final Pattern PAIRED = Pattern.compile("[^()]*(\\([^()]+\\)[^()]*)*");
  private static final int LEAST_DIGITS = 6;

  /** A number with its country has 15 at most (ITU-T E.164), dialled with "00" two more. */
  private static final int MOST_DIGITS = 17;

  private Telephone() {}

  /**
   * The number, unchanged.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static String plain(String text) {
    long digits = text.chars().filter(Character::isDigit).count();
    if (digits < LEAST_DIGITS
        || digits > MOST_DIGITS
        || !FORM.matcher(text).matches()
        || !PAIRED.matcher(text).matches()) {
      throw new IllegalArgumentException("no telephone number");
    }
    return text;
  }
}
