package de.asvumzug.web.progress;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.RouteDecision;
import de.asvumzug.plan.RouteDecision.Answer;
import de.asvumzug.plan.RouteDecision.Question;
import de.asvumzug.web.move.MoveState;
import de.asvumzug.web.move.MoveStatus;
import de.asvumzug.web.move.StepView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Tells how far a move is, from its way, its steps and what earlier moves took. */
@Service
public class MoveProgresses {
  private final RouteDecision routes;
  private final ElapsedTimes times;

  MoveProgresses(RouteDecision routes, ElapsedTimes times) {
    this.routes = routes;
    this.times = times;
  }

  /**
   * @param steps of this move
   * @return empty for a move that is taken back or was, and for one that has no way
   */
  public Optional<MoveProgress> of(
      Migration plan, MoveStatus status, List<StepView> steps, Instant now) {
    if (status.state() == MoveState.ABORTED || status.state() == MoveState.ROLLING_BACK) {
      return Optional.empty();
    }
    Answer way = routes.decide(Question.of(plan));
    if (way.refused()) {
      return Optional.empty();
    }
    List<Stage> stages = MoveProgress.stages(Milestone.of(way), steps);
    Forecast forecast =
        status.state().over() ? null : Forecast.of(stages, plan.window(), times, now).orElse(null);
    return Optional.of(
        new MoveProgress(
            stages,
            forecast,
            Timeline.of(stages, plan.window(), forecast, times, accepted(stages), now)));
  }

  /** From then on nothing of the window is left. */
  private static Instant accepted(List<Stage> stages) {
    return stages.stream()
        .filter(one -> one.milestone().element().equals(Milestone.ACCEPTANCE))
        .map(Stage::end)
        .filter(end -> end != null)
        .findFirst()
        .orElse(null);
  }
}
