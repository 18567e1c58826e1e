package de.asvumzug.web.move;

import java.util.List;

/** What the processes of a move have done so far. */
public interface MoveHistory {

  MoveStatus status(String migrationId);

  /** Every element that was started, in the order of starting. */
  List<StepView> steps(String migrationId);
}
