package de.asvumzug.web.move;

import de.asvumzug.step.incident.WorkingServer;
import de.asvumzug.step.incident.WorkingServer.Change;
import java.util.Comparator;
import java.util.List;

/**
 * What stands at the top of a move's page.
 *
 * @param failures one German sentence a failed step: what, why, and who has the task
 * @param server German: which server is to work for the schools of the move now
 */
public record MoveHead(List<String> failures, String server) {
  /** What the models' steps say that start and stop servers and lock schools. */
  public static String server(MoveState state, List<StepView> steps) {
    if (state == MoveState.DONE) {
      return WorkingServer.NEW.label();
    }
    if (state == MoveState.ABORTED) {
      return WorkingServer.OLD.label();
    }
    return WorkingServer.after(
            steps.stream()
                .sorted(Comparator.comparing(StepView::startedAt))
                .map(MoveHead::change)
                .toList())
        .label();
  }

  private static Change change(StepView step) {
    return new Change(step.model(), step.element(), step.state() == StepView.State.ENDED);
  }
}
