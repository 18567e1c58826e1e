package de.asvumzug.web.protocol.section;

import de.asvumzug.task.briefing.Briefing.Table;
import de.asvumzug.task.finding.OverrulingTables;
import de.asvumzug.trail.chain.TrailRow;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Where a move left the way of the guide and of the models, and who answers for it. */
@Component
final class DeviationsSection implements SectionMaker {
  private static final String ID = "abweichungen";
  private static final String TITLE = "Abweichungen von der Anleitung";

  private final OverrulingTables overrulings;

  DeviationsSection(OverrulingTables overrulings) {
    this.overrulings = overrulings;
  }

  @Override
  public ProtocolSection of(MoveRecord move) {
    List<Table> tables = new ArrayList<>();
    List<TrailRow> otherwise = move.otherwise();
    if (!otherwise.isEmpty()) {
      tables.add(
          new Table(
              "Übersprungen oder von Hand erledigt",
              List.of("Wann", "Was", "Begründung oder Tun", "Entschieden von", "Bestätigt von"),
              otherwise.stream().map(DeviationsSection::row).toList()));
    }
    overrulings.asked(move.plan()).ifPresent(tables::add);
    return tables.isEmpty()
        ? ProtocolSection.nothing(
            ID,
            TITLE,
            "Keine: Kein Schritt wurde übersprungen oder ersetzt, kein Befund überstimmt.")
        : ProtocolSection.of(ID, TITLE, tables);
  }

  private static List<String> row(TrailRow row) {
    return List.of(
        Texts.exact(row.at()),
        row.text(),
        detail(row, row.details().containsKey("reason") ? "reason" : "done"),
        detail(row, "decidedBy"),
        detail(row, "confirmedBy"));
  }

  private static String detail(TrailRow row, String name) {
    return row.details().get(name) instanceof String text ? Texts.text(text) : Texts.NONE;
  }
}
