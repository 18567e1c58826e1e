package de.asvumzug.web.move;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What stands at the top of a move's page.
 *
 * @param failures one German sentence a failed step: what, why, and who has the task
 * @param server German: which server is to work for the schools of the move now
 */
public record MoveHead(List<String> failures, String server) {
  private static final Set<String> CHANGING =
      Set.of("stopSource", "startSource", "startTarget", "stopTarget");

  /** The models' steps that start and stop servers say it; the last one that was begun counts. */
  public static String server(MoveState state, List<StepView> steps) {
    Optional<StepView> last =
        steps.stream()
            .filter(step -> CHANGING.contains(step.element()))
            .max(Comparator.comparing(StepView::startedAt));
    boolean begun = steps.stream().anyMatch(step -> step.element().equals("stopSource"));
    if (state == MoveState.DONE) {
      return "der neue Server";
    }
    if (state == MoveState.ABORTED || !begun) {
      return "der alte Server";
    }
    boolean done = last.filter(step -> step.state() == StepView.State.ENDED).isPresent();
    return switch (last.map(StepView::element).orElse("")) {
      case "startTarget" -> done ? "der neue Server" : "keiner; der neue wird gestartet";
      case "startSource" -> done ? "der alte Server" : "keiner; der alte wird gestartet";
      default -> "keiner; die Server stehen für die Umstellung still";
    };
  }
}
