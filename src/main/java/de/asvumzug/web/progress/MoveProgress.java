package de.asvumzug.web.progress;

import de.asvumzug.web.move.StepView;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * How far a move is.
 *
 * @param stages all of the way that the move takes, in their order
 * @param forecast null if there is none
 */
public record MoveProgress(List<Stage> stages, Forecast forecast, Timeline timeline) {
  private static final String WHOLE = "asv-migration";

  public MoveProgress {
    stages = List.copyOf(stages);
  }

  /** Each milestone with its first beginning and its last end; one that runs again is open. */
  static List<Stage> stages(List<Milestone> milestones, List<StepView> steps) {
    return milestones.stream().map(one -> stage(one, steps)).toList();
  }

  private static Stage stage(Milestone milestone, List<StepView> steps) {
    List<StepView> runs =
        steps.stream()
            .filter(step -> step.model().equals(WHOLE))
            .filter(step -> step.element().equals(milestone.element()))
            .filter(step -> step.state() != StepView.State.CANCELLED)
            .sorted(Comparator.comparing(StepView::startedAt))
            .toList();
    if (runs.isEmpty()) {
      return new Stage(milestone, null, null);
    }
    boolean open = runs.stream().anyMatch(step -> step.endedAt() == null);
    Instant end = open ? null : runs.get(runs.size() - 1).endedAt();
    return new Stage(milestone, runs.get(0).startedAt(), end);
  }

  /** The stage that is in work, counted from 1; the last one when all are over. */
  public int number() {
    for (int i = 0; i < stages.size(); i++) {
      if (!stages.get(i).over()) {
        return i + 1;
      }
    }
    return stages.size();
  }

  public int of() {
    return stages.size();
  }

  /** The stage that is in work or comes next. */
  public Stage current() {
    return stages.get(number() - 1);
  }

  public boolean over() {
    return stages.stream().allMatch(Stage::over);
  }
}
