package de.asvumzug.check.finding;

/**
 * What a check found, for people.
 *
 * @param title what was looked at, German
 * @param result whether the move may go on
 * @param reading what was seen; never a secret
 * @param limit what was expected
 * @param advice the way out; empty if all is well
 * @param overrulable whether people may go on although it blocks; null if they may not, as of
 *     everything that secures data or keeps two servers from running
 */
public record Finding(
    String title,
    Result result,
    String reading,
    String limit,
    String advice,
    Overrulable overrulable) {

  /** How a check came out. */
  public enum Result {
    OK,
    WARNING,
    BLOCKING
  }

  /** A finding that nobody may overrule. */
  public Finding(String title, Result result, String reading, String limit, String advice) {
    this(title, result, reading, limit, advice, null);
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

  public boolean blocks() {
    return result == Result.BLOCKING;
  }

  /** The same finding, which may be overruled while it is worded like this. */
  public Finding mayBeOverruled() {
    return mayBeOverruled(reading + " / " + limit, 0);
  }

  /** The same finding, which may be overruled while it says this and is not worse. */
  public Finding mayBeOverruled(String says, int degree) {
    return new Finding(title, result, reading, limit, advice, new Overrulable(says, degree));
  }
}
