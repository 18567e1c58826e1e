package de.asvumzug.web.command;

/** Somebody who is logged in may not do this; the message says who may, in German. */
public final class Forbidden extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Forbidden(String message) {
    super(message);
  }
}
