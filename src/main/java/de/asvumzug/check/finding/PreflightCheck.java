package de.asvumzug.check.finding;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Side;
import java.io.IOException;
import java.util.List;

/**
 * One small check before the move. It only looks: whatever it makes on a machine to see what would
 * happen is its own and is gone when it has looked.
 */
public interface PreflightCheck {

  /** What is looked at, German. */
  String title();

  /** Which ends it looks at. */
  default CheckScope scope() {
    return CheckScope.everywhere();
  }

  /**
   * Whether it has something to say about this end of this move: its scope, unless more of the plan
   * decides that.
   */
  default boolean concerns(Migration migration, Side side) {
    return scope().covers(migration, side);
  }

  /**
   * Whether two persons may go on although this check blocks, or cannot look. Only where the worst
   * is a move that fails and is taken back: never for what guards against two servers, secures or
   * verifies data, or looks at their structure. A single finding may say so itself.
   */
  default boolean mayBeOverruled() {
    return false;
  }

  /**
   * @throws IOException if the machine does not answer; becomes a blocking finding
   */
  List<Finding> look(PreflightContext context) throws IOException, InterruptedException;
}
