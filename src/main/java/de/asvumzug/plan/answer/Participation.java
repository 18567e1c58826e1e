package de.asvumzug.plan.answer;

import de.asvumzug.plan.Migration;

/** What votes and answers of schools have in common. */
final class Participation {
  private static final int LONGEST_COMMENT = 2000;

  private Participation() {}

  static void require(Migration plan, String school) {
    if (!plan.schoolNumbers().contains(school)) {
      throw new IllegalArgumentException(
          "Die Schule " + school + " gehört nicht zum Umzug " + plan.id() + ".");
    }
  }

  /**
   * A comment as it is kept: no control characters but line breaks, not longer than 2000 letters.
   */
  static String comment(String typed) {
    String clean =
        typed == null
            ? ""
            : typed.replace("\r\n", "\n").replaceAll("[\\p{Cc}&&[^\\n\\t]]", "").strip();
    return clean.length() > LONGEST_COMMENT ? clean.substring(0, LONGEST_COMMENT) : clean;
  }
}
