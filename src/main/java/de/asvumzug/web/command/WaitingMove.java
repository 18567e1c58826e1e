package de.asvumzug.web.command;

/** A move's process before its window. */
public interface WaitingMove {

  /** How far a move is, as far as its window matters. */
  enum State {
    /** Everything is agreed; it waits for its window. */
    WAITING,
    /** The schools are being asked about the window. */
    SCHOOLS_ASKED,
    /** A school has said no; technik has the task to propose another window. */
    TO_BE_PROPOSED,
    /** Something else of the preparation is not done yet. */
    PREPARING,
    /** It waits for its window in a model of before, which knows no other one. */
    OLDER_MODEL,
    /** The window has begun, or the move has ended. */
    TOO_LATE
  }

  State state(String migrationId);

  /**
   * Leads the process back to its preparation, in the running transaction; it reads the plan anew.
   *
   * @return false if it does not wait for its window
   */
  boolean prepareAnew(String migrationId);
}
