package de.asvumzug.plan.answer;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Window;
import de.asvumzug.plan.intake.PlanRejected;
import java.util.List;

/** Moves the window of an accepted plan, or proposes some; the old revision stays. */
public interface WindowMover {

  /**
   * @return the plan with its new window
   * @throws PlanRejected (German) if the window is not possible
   */
  default Migration moveWindow(String migrationId, Window window, String actor) {
    return propose(migrationId, List.of(window), actor);
  }

  /**
   * @param windows one to three, the first one to be preferred
   * @return the plan with these windows
   * @throws PlanRejected (German) if one of them is not possible
   */
  Migration propose(String migrationId, List<Window> windows, String actor);
}
