package de.asvumzug.check;

/**
 * What a check found, for people.
 *
 * @param title what was looked at, German
 * @param result whether the move may go on
 * @param reading what was seen; never a secret
 * @param limit what was expected
 * @param advice the way out; empty if all is well
 */
public record Finding(String title, Result result, String reading, String limit, String advice) {

  /** How a check came out. */
  public enum Result {
    OK,
    WARNING,
    BLOCKING
  }

  public static Finding ok(String title, String reading, String limit) {
    return new Finding(title, Result.OK, reading, limit, "");
  }

  public static Finding warning(String title, String reading, String limit, String advice) {
    return new Finding(title, Result.WARNING, reading, limit, advice);
  }

  public static Finding blocking(String title, String reading, String limit, String advice) {
    return new Finding(title, Result.BLOCKING, reading, limit, advice);
  }
}
