package de.asvumzug.plan.intake;

/** A text is no JSON or YAML at all; the message says where, in German. */
public final class PlanUnreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PlanUnreadable(String message, Throwable cause) {
    super(message, cause);
  }
}
