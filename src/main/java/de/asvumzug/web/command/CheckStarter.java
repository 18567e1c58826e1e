package de.asvumzug.web.command;

/** Lets both machines of a move be checked once more. */
public interface CheckStarter {

  /**
   * @return false if the move is over or is being checked right now
   */
  boolean start(String migrationId);
}
