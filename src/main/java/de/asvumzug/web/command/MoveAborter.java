package de.asvumzug.web.command;

/** Tells the process of a move that it is to be given up. */
public interface MoveAborter {

  /**
   * @param reason German, as typed; the schools read it
   * @param by user id
   * @return false if the move has ended, has been accepted or is being given up already
   */
  boolean abort(String migrationId, String reason, String by);
}
