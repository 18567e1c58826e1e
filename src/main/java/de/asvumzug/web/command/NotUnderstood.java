package de.asvumzug.web.command;

/** Something of a request makes no sense; the message says in German what is expected. */
public final class NotUnderstood extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotUnderstood(String message) {
    super(message);
  }
}
