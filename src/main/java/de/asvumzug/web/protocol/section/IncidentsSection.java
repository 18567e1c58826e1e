package de.asvumzug.web.protocol.section;

import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.chain.TrailRow;
import java.util.List;
import org.springframework.stereotype.Component;

/** What failed, and what people decided then. */
@Component
final class IncidentsSection implements SectionMaker {

  @Override
  public ProtocolSection of(MoveRecord move) {
    List<TrailRow> rows =
        move.rows(TrailKind.INCIDENT_OPENED, TrailKind.INCIDENT_DECIDED, TrailKind.ABORTED);
    return rows.isEmpty()
        ? ProtocolSection.nothing("stoerungen", "Störungen", "Es gab keine Störung.")
        : ProtocolSection.of(
            "stoerungen",
            "Störungen",
            List.of(TrailLinesSection.table("Störungen und Entscheidungen", rows)));
  }
}
