package de.asvumzug.web.protocol.section;

import de.asvumzug.task.briefing.Briefing.Table;
import de.asvumzug.task.briefing.EvidenceTables;
import de.asvumzug.web.proof.Verdict;
import de.asvumzug.web.proof.Verdicts;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** The data before and after. */
@Component
final class ComparisonSection implements SectionMaker {
  private final Verdicts verdicts;
  private final EvidenceTables tables;

  ComparisonSection(Verdicts verdicts, EvidenceTables tables) {
    this.verdicts = verdicts;
    this.tables = tables;
  }

  @Override
  public ProtocolSection of(MoveRecord move) {
    List<Verdict> compared = verdicts.of(move.plan());
    List<Table> shown = new ArrayList<>();
    tables.numbers(move.plan(), null).ifPresent(shown::add);
    tables.fingerprints(move.plan()).ifPresent(shown::add);
    points("Unterschiede", compared.stream().flatMap(one -> one.differences().stream()).toList())
        .forEach(shown::add);
    points("Hinweise", compared.stream().flatMap(one -> one.remarks().stream()).toList())
        .forEach(shown::add);
    return new ProtocolSection(
        "vergleich",
        "Vergleich der Daten",
        compared.isEmpty()
            ? List.of("Die Daten sind nicht verglichen.")
            : compared.stream().map(Verdict::words).toList(),
        List.of(),
        shown);
  }

  private static List<Table> points(String caption, List<Verdict.Point> points) {
    return points.isEmpty()
        ? List.of()
        : List.of(
            new Table(
                caption,
                List.of("Tabelle oder Objekt", "Was"),
                points.stream().map(one -> List.of(one.object(), one.says())).toList()));
  }
}
