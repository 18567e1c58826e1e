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
    return temporary(message, null);
  }

  /** Needs a person, such as content that differs: an incident at once, no further try. */
  public static OperationFailed permanent(String message, Throwable cause) {
    return new OperationFailed(message, cause, false);
  }

  public static OperationFailed permanent(String message) {
    return permanent(message, null);
  }

  public boolean worthRetrying() {
    return worthRetrying;
  }
}
