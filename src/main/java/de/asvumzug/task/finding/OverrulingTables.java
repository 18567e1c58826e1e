package de.asvumzug.task.finding;

import de.asvumzug.check.finding.Overruling;
import de.asvumzug.check.finding.OverrulingRepository;
import de.asvumzug.plan.Migration;
import de.asvumzug.task.briefing.Briefing.Table;
import de.asvumzug.trail.words.TypedWords;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Findings that people overruled, or want to, for everybody who decides after them. */
@Component
public final class OverrulingTables {
  private final OverrulingRepository store;

  OverrulingTables(OverrulingRepository store) {
    this.store = store;
  }

  /** Everything that was asked for, whatever the second person said. */
  public Optional<Table> asked(Migration migration) {
    return table("Überstimmungen", store.all(migration.id()));
  }

  /** What two persons agreed to. */
  public Optional<Table> agreed(Migration migration) {
    return table(
        "Überstimmte Befunde",
        store.all(migration.id()).stream()
            .filter(one -> Boolean.TRUE.equals(one.agreed()))
            .toList());
  }

  private static Optional<Table> table(String caption, List<Overruling> all) {
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Table(
                caption,
                List.of(
                    "Befund",
                    "gemessen",
                    "erwartet",
                    "Begründung",
                    "verlangt von",
                    "zweite Person"),
                all.stream().map(OverrulingTables::row).toList()));
  }

  private static List<String> row(Overruling one) {
    return List.of(
        BlockingFindings.end(one.side()) + ": " + one.title(),
        one.reading(),
        one.expected(),
        one.reason(),
        one.askedBy(),
        answer(one));
  }

  private static String answer(Overruling one) {
    if (one.agreed() == null) {
      return "steht aus";
    }
    String answer = one.decidedBy() + (one.agreed() ? " stimmt zu" : " lehnt ab");
    return one.comment().isEmpty() ? answer : answer + ": " + one.comment();
  }

  /** For the trail: the finding in German, and the reason that somebody typed. */
  static Map<String, Object> said(String label, String reading, String reason) {
    return Map.of("finding", label + " (" + reading + ")", "reason", TypedWords.of(reason));
  }
}
