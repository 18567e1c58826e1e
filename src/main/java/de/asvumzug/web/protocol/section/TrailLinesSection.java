package de.asvumzug.web.protocol.section;

import de.asvumzug.task.briefing.Briefing.Table;
import de.asvumzug.trail.chain.TrailRow;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Every line of the trail. In small tables: a program that reads aloud gets lost in long ones. */
@Component
final class TrailLinesSection implements SectionMaker {
  private static final int LINES = 100;

  @Override
  public ProtocolSection of(MoveRecord move) {
    List<TrailRow> rows = move.rows();
    List<Table> tables = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += LINES) {
      List<TrailRow> part = rows.subList(from, Math.min(rows.size(), from + LINES));
      tables.add(
          table(
              "Zeilen %d bis %d"
                  .formatted(part.get(0).number(), part.get(part.size() - 1).number()),
              part));
    }
    return new ProtocolSection(
        "zeilen",
        "Alle Zeilen des Protokolls",
        List.of(
            "Was dazu im Einzelnen gemessen und gesagt wurde, steckt als trail.json in diesem"
                + " Dokument."),
        List.of(),
        tables);
  }

  static Table table(String caption, List<TrailRow> rows) {
    return new Table(
        caption,
        List.of("Zeile", "Wann", "Wer", "Was"),
        rows.stream().map(TrailLinesSection::row).toList());
  }

  private static List<String> row(TrailRow row) {
    return List.of(Long.toString(row.number()), Texts.exact(row.at()), row.actor(), row.text());
  }
}
