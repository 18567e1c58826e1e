package de.asvumzug.web;

/** The move is in a state in which this cannot be done any more; German message. */
final class NotPossibleNow extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotPossibleNow(String message) {
    super(message);
  }
}
