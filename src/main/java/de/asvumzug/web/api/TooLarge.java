package de.asvumzug.web.api;

/** A plan's text is longer than is read; German message. */
final class TooLarge extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TooLarge(String message) {
    super(message);
  }
}
