package de.asvumzug.web.command;

/** The move is in a state in which this cannot be done any more; German message. */
public final class NotPossibleNow extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotPossibleNow(String message) {
    super(message);
  }
}
