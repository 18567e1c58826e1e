package de.asvumzug.web.command;

import de.asvumzug.plan.Migration;
import java.util.Optional;

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

  /**
   * What one person has asked for and another one has to confirm.
   *
   * @param by user id
   * @param reason German, as typed
   */
  record StartRequest(String by, String reason) {}

  /** The request to begin at once; gone when the move begins or gets another window. */
  Optional<StartRequest> startRequest(String migrationId);

  /**
   * Keeps a request in the running transaction, in the place of an earlier one.
   *
   * @return false if the move does not wait for its window
   */
  boolean keepStartRequest(String migrationId, StartRequest request);

  /** Forgets the request in the running transaction. */
  void dropStartRequest(String migrationId);

  /**
   * Lets the process begin at once, in the running transaction.
   *
   * @param plan with the window that begins now
   * @return false if it does not wait for its window
   */
  boolean begin(Migration plan);
}
