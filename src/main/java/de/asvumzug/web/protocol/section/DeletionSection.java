package de.asvumzug.web.protocol.section;

import de.asvumzug.common.GermanFormat;
import de.asvumzug.task.briefing.Briefing.Fact;
import de.asvumzug.task.briefing.Briefing.Table;
import de.asvumzug.task.briefing.EvidenceTables;
import de.asvumzug.trail.chain.TrailRow;
import de.asvumzug.web.command.RetentionService;
import de.asvumzug.web.proof.CopyRegister;
import java.time.Instant;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** How long what is kept of a move, and what is deleted already. */
@Component
final class DeletionSection implements SectionMaker {
  private final EvidenceTables tables;
  private final CopyRegister copies;
  private final RetentionService extended;

  DeletionSection(EvidenceTables tables, CopyRegister copies, RetentionService extended) {
    this.extended = extended;
    this.copies = copies;
    this.tables = tables;
  }

  @Override
  public ProtocolSection of(MoveRecord move) {
    TemporalAmount retention = move.plan().options().retention();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Aufbewahrung der Kopien nach der Abnahme", retention.toString()));
    Optional<Instant> until = due(move, retention);
    facts.add(
        new Fact(
            "Zu löschen am",
            until.map(GermanFormat::dayAndTime).orElse("steht mit der Abnahme fest")));
    List<Table> shown = new ArrayList<>();
    copies.of(move.plan(), until).ifPresent(shown::add);
    tables.remains(move.plan()).ifPresent(shown::add);
    List<TrailRow> deleted =
        move.rows().stream()
            .filter(row -> "deleteTransferredCopies".equals(row.element()))
            .toList();
    if (!deleted.isEmpty()) {
      shown.add(
          new Table(
              "Gelöscht",
              List.of("Zeile", "Wann", "Was"),
              deleted.stream()
                  .map(
                      row ->
                          List.of(Long.toString(row.number()), Texts.exact(row.at()), row.text()))
                  .toList()));
    }
    return new ProtocolSection("loeschung", "Löschung", List.of(), facts, shown);
  }

  /** As the clock says, which somebody may have put back; as planned where it does not run. */
  private Optional<Instant> due(MoveRecord move, TemporalAmount retention) {
    return extended
        .due(move.id())
        .or(
            () ->
                move.decision("acceptMigration")
                    .map(TrailRow::at)
                    .map(at -> at.atZone(GermanFormat.BERLIN).plus(retention).toInstant()));
  }
}
