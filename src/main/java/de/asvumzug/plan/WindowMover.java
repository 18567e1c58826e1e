package de.asvumzug.plan;

/** Moves the window of an accepted plan; the old revision stays. */
public interface WindowMover {

  /**
   * @return the plan with its new window
   * @throws PlanRejected (German) if the window is not possible
   */
  Migration moveWindow(String migrationId, Window window, String actor);
}
