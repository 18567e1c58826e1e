package de.asvumzug.plan.answer;

import java.util.List;

/** What each school says to the proposed window. */
public interface Votes {

  /**
   * Keeps a school's vote in the running transaction; the newest one counts.
   *
   * @param school Schulnummer
   * @param person user id
   * @param comment may be empty
   */
  void record(String migrationId, String school, String person, boolean agreed, String comment);

  /** The latest word of each school about the window that is proposed now, by school number. */
  List<Vote> latest(String migrationId);
}
