package de.asvumzug.web.move;

import java.util.List;

/** What the processes of a move have done so far. */
public interface MoveHistory {

  MoveStatus status(String migrationId);

  /** Every element that was started, in the order of starting. */
  List<StepView> steps(String migrationId);

  /** Those of them that have not ended; quicker, since a long move has many that have. */
  List<StepView> openSteps(String migrationId);
}
