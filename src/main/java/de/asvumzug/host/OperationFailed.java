package de.asvumzug.host;

/**
 * Something on a machine did not come out as it must. The message is German and read by
 * technicians: it names what was looked at, what was expected, and the way out. It never holds a
 * secret.
 */
public class OperationFailed extends RuntimeException {
  private final boolean worthRetrying;

  private OperationFailed(String message, Throwable cause, boolean worthRetrying) {
    super(message, cause);
    this.worthRetrying = worthRetrying;
  }

  /** May go away by itself, such as a connection that broke: tried again by the engine. */
  public static OperationFailed temporary(String message, Throwable cause) {
    return new OperationFailed(message, cause, true);
  }

  public static OperationFailed temporary(String message) {
    return temporary(message, (Throwable) null);
  }

  /**
   * @param fact what was seen and what was expected, a whole sentence
   * @param hint the way out, a whole sentence
   */
  public static OperationFailed temporary(String fact, String hint) {
    return temporary(fact + " " + hint, (Throwable) null);
  }

  /** As above, with what went wrong underneath. */
  public static OperationFailed temporary(String fact, String hint, Throwable cause) {
    return temporary(fact + " " + hint, cause);
  }

  /** Needs a person, such as content that differs: an incident at once, no further try. */
  public static OperationFailed permanent(String message, Throwable cause) {
    return new OperationFailed(message, cause, false);
  }

  public static OperationFailed permanent(String message) {
    return permanent(message, (Throwable) null);
  }

  /**
   * @param fact what was seen and what was expected, a whole sentence
   * @param hint the way out, a whole sentence
   */
  public static OperationFailed permanent(String fact, String hint) {
    return permanent(fact + " " + hint, (Throwable) null);
  }

  /** As above, with what went wrong underneath. */
  public static OperationFailed permanent(String fact, String hint, Throwable cause) {
    return permanent(fact + " " + hint, cause);
  }

  public boolean worthRetrying() {
    return worthRetrying;
  }
}
