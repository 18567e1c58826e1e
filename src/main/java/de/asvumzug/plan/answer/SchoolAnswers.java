package de.asvumzug.plan.answer;

import java.util.List;

/** What each school says about its data after the move. */
public interface SchoolAnswers {

  /**
   * Keeps a school's answer to one task in the running transaction; the newest one counts.
   *
   * @param school Schulnummer
   * @param element the task's element, e.g. {@code recheckData}
   * @param person user id
   * @param fine whether all is well
   * @param comment may be empty
   */
  void record(
      String migrationId,
      String school,
      String element,
      String person,
      boolean fine,
      String comment);

  /** The latest answer of each school to each task, by school and task. */
  List<SchoolAnswer> latest(String migrationId);
}
