package de.asvumzug.web.diagram;

import de.asvumzug.web.diagram.MoveModels.Model;
import de.asvumzug.web.language.Words;
import de.asvumzug.web.move.StepStanding.Kind;
import de.asvumzug.web.move.StepView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What of a model has run in a move, from the steps of the move. */
final class ModelStanding {
  /** What is open comes before what has ended, what needs people most before the rest. */
  private static final List<Kind> URGENCY = List.of(Kind.FAILED, Kind.WAITING, Kind.RUNNING);

  private final List<StepView> steps;
  private final Function<String, Optional<Model>> models;
  private final Words words;

  /**
   * @param steps all of the move
   * @param models finds a model by its key
   * @param words of the language of the page
   */
  ModelStanding(List<StepView> steps, Function<String, Optional<Model>> models, Words words) {
    this.steps = List.copyOf(steps);
    this.models = models;
    this.words = words;
  }

  List<ElementStanding> of(Model model) {
    Map<String, List<StepView>> byElement =
        steps.stream()
            .filter(step -> step.model().equals(model.key()))
            .collect(
                Collectors.groupingBy(StepView::element, LinkedHashMap::new, Collectors.toList()));
    List<ElementStanding> standings = new ArrayList<>();
    byElement.forEach((element, runs) -> standings.add(standing(runs, model.calls().get(element))));
    return standings;
  }

  private ElementStanding standing(List<StepView> runs, String opens) {
    StepView shown = runs.stream().min(Comparator.comparingInt(this::rank)).orElseThrow();
    if (rank(shown) == URGENCY.size()) {
      // Over everywhere: the last time counts.
      shown = runs.stream().max(Comparator.comparing(StepView::startedAt)).orElseThrow();
    }
    StepView worst = shown.endedAt() == null && opens != null ? worstInside(opens, shown) : shown;
    return new ElementStanding(
        shown.element(),
        kind(worst).name(),
        label(worst) + counted(runs),
        shown.startedAt(),
        shown.endedAt(),
        opens);
  }

  /** A call stands as badly as the worst of what it has called, however deep. */
  private StepView worstInside(String called, StepView call) {
    Set<String> inside = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(called));
    while (!open.isEmpty()) {
      String key = open.pop();
      if (inside.add(key)) {
        models.apply(key).ifPresent(model -> open.addAll(model.calls().values()));
      }
    }
    return steps.stream()
        .filter(step -> inside.contains(step.model()) && step.work() && step.endedAt() == null)
        .filter(step -> !step.startedAt().isBefore(call.startedAt()))
        .min(Comparator.comparingInt(this::rank))
        .orElse(call);
  }

  private int rank(StepView step) {
    int urgency = URGENCY.indexOf(kind(step));
    return step.endedAt() != null || urgency < 0 ? URGENCY.size() : urgency;
  }

  /** A timer that has not come does not run: it waits. */
  private static Kind kind(StepView step) {
    Kind kind = step.standing().kind();
    return kind == Kind.RUNNING && waits(step) ? Kind.WAITING : kind;
  }

  private String label(StepView step) {
    return step.standing().kind() == Kind.RUNNING && waits(step)
        ? words.waiting()
        : words.standing(step.standing());
  }

  private static boolean waits(StepView step) {
    return step.type().startsWith("intermediate") || step.type().startsWith("boundary");
  }

  /** For what is done for each school: how many are done. */
  private String counted(List<StepView> runs) {
    Set<String> schools =
        runs.stream()
            .map(StepView::school)
            .filter(school -> school != null)
            .collect(Collectors.toSet());
    long open =
        runs.stream()
            .filter(step -> step.endedAt() == null && step.school() != null)
            .map(StepView::school)
            .distinct()
            .count();
    return schools.size() < 2
        ? ""
        : " (" + words.schoolsDone(schools.size() - open, schools.size()) + ")";
  }
}
