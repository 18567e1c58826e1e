package de.asvumzug.plan;

/** Process variables of a move that was given up. */
public final class AbortVariables {
  /** Why, German, as typed by a person. */
  public static final String REASON = "abortReason";

  /** User id of the person. */
  public static final String BY = "abortedBy";

  private AbortVariables() {}
}
