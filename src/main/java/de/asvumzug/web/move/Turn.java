package de.asvumzug.web.move;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.people.Person;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Somebody whose turn it is in a move, or the system.
 *
 * @param whom German, e.g. {@code Technik (technik2)}, {@code Schule 0001}, {@code das System}
 * @param what German name of the step
 * @param reach telephone or mail address; empty if the plan has none, and for the system
 */
public record Turn(String whom, String what, Instant since, String reach) {
  private static final String SYSTEM = "das System";
  private static final String SCHOOL = "Schule ";
  private static final Map<String, String> GROUPS =
      Map.of("technik", "Technik", "betreiber", "Betreiber", "it-management", "IT-Leitung");

  /** What waits or is carried out, what began first at the top; what failed is told elsewhere. */
  public static List<Turn> of(Migration plan, List<StepView> steps) {
    return steps.stream()
        .filter(step -> step.work() && step.endedAt() == null)
        .filter(step -> step.standing().kind() != StepStanding.Kind.FAILED)
        .sorted(Comparator.comparing(StepView::startedAt))
        .map(step -> turn(plan, step))
        .toList();
  }

  private static Turn turn(Migration plan, StepView step) {
    String whom = step.standing().whom() == null ? SYSTEM : step.standing().whom();
    return new Turn(whom, step.name(), step.startedAt(), reach(plan, whom));
  }

  private static String reach(Migration plan, String whom) {
    if (whom.startsWith(SCHOOL)) {
      return plan.schools().stream()
          .filter(school -> whom.startsWith(SCHOOL + school.number()))
          .map(school -> reach(plan, List.of(school.group())))
          .findFirst()
          .orElse("");
    }
    return reach(
        plan,
        Stream.of("technik", "betreiber", "it-management")
            .filter(group -> whom.startsWith(GROUPS.get(group)))
            .toList());
  }

  private static String reach(Migration plan, List<String> groups) {
    return groups.stream()
        .flatMap(group -> plan.people(group).stream())
        .filter(person -> !person.deputy())
        .map(Person::reach)
        .findFirst()
        .orElse("");
  }
}
