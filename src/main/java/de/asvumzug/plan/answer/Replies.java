package de.asvumzug.plan.answer;

import java.util.List;

/** What staff answered to schools; each school reads it in its next task. */
public interface Replies {

  /**
   * Keeps an answer in the running transaction.
   *
   * @param text may be empty; nothing is kept then
   */
  void record(String migrationId, String element, String person, String text);

  /** All answers of a move, the oldest one first. */
  List<Reply> all(String migrationId);
}
