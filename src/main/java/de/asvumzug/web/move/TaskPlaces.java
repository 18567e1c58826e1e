package de.asvumzug.web.move;

/** Whether a task still waits, for whoever follows a link to it. */
public interface TaskPlaces {

  /**
   * @param taskId the engine's id, as a mail names it
   * @return false also if it waits for others
   */
  boolean waits(String taskId, Viewer viewer);

  /**
   * Whether it has waited for a school that the viewer answers for, and is over.
   *
   * @return false also if it waited for others
   */
  boolean waitedForSchool(String taskId, Viewer viewer);
}
