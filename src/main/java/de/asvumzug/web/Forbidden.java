package de.asvumzug.web;

/** Somebody who is logged in may not do this; the message says who may, in German. */
final class Forbidden extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Forbidden(String message) {
    super(message);
  }
}
