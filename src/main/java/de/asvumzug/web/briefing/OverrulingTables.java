package de.asvumzug.web.briefing;

import de.asvumzug.check.finding.Overruling;
import de.asvumzug.check.finding.OverrulingRepository;
import de.asvumzug.delegate.task.BlockingFindings;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Side;
import de.asvumzug.web.briefing.Briefing.Table;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Findings that people overruled, or want to, for everybody who decides after them. */
@Component
final class OverrulingTables {
  private final OverrulingRepository store;
  private final BlockingFindings findings;

  OverrulingTables(OverrulingRepository store, BlockingFindings findings) {
    this.store = store;
    this.findings = findings;
  }

  /** Everything that was asked for, whatever the second person said. */
  Optional<Table> asked(Migration migration) {
    return table("Überstimmungen", store.all(migration.id()));
  }

  /** What two persons agreed to. */
  Optional<Table> agreed(Migration migration) {
    return table(
        "Überstimmte Befunde",
        store.all(migration.id()).stream()
            .filter(one -> Boolean.TRUE.equals(one.agreed()))
            .toList());
  }

  /** Whether what the newest check of that server says here is overruled. */
  boolean overruled(Migration migration, Side side, String title, String reading) {
    return findings.all(migration.id()).stream()
        .anyMatch(
            one ->
                one.side() == side
                    && one.overruled().isPresent()
                    && one.finding().title().equals(title)
                    && one.finding().reading().equals(reading));
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
}
