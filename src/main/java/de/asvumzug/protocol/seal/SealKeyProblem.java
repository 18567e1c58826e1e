package de.asvumzug.protocol.seal;

/** German: what is wrong with the key, and what to do. */
public final class SealKeyProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SealKeyProblem(String message, Throwable cause) {
    super(message, cause);
  }
}
