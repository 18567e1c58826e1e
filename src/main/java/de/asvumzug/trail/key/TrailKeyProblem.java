package de.asvumzug.trail.key;

/** A key of the trail is missing or unusable; the message is German and names the way out. */
public final class TrailKeyProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TrailKeyProblem(String message) {
    super(message);
  }

  public TrailKeyProblem(String message, Throwable cause) {
    super(message, cause);
  }
}
