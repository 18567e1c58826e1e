package de.asvumzug.plan.answer;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Window;
import de.asvumzug.plan.intake.PlanRejected;

/** Moves the window of an accepted plan; the old revision stays. */
public interface WindowMover {

  /**
   * @return the plan with its new window
   * @throws PlanRejected (German) if the window is not possible
   */
  Migration moveWindow(String migrationId, Window window, String actor);
}
