package de.asvumzug.web.protocol;

import de.asvumzug.plan.Migrations;
import de.asvumzug.trail.TrailReader;
import de.asvumzug.trail.evidence.EvidenceRepository;
import de.asvumzug.web.move.MoveView;
import de.asvumzug.web.move.Moves;
import de.asvumzug.web.move.StepView;
import de.asvumzug.web.move.Viewer;
import de.asvumzug.web.protocol.section.MoveRecord;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Gathers what a protocol is made from, for somebody who may see all of a move. */
@Component
final class ProtocolRecords {
  private final Moves moves;
  private final Migrations migrations;
  private final TrailReader trail;
  private final EvidenceRepository evidence;

  ProtocolRecords(
      Moves moves, Migrations migrations, TrailReader trail, EvidenceRepository evidence) {
    this.moves = moves;
    this.migrations = migrations;
    this.trail = trail;
    this.evidence = evidence;
  }

  MoveRecord of(String id, Viewer viewer) {
    MoveView move = moves.get(id, viewer);
    List<StepView> steps = moves.steps(id, viewer);
    return new MoveRecord(
        move,
        moves.head(move, steps, viewer),
        migrations.revisions(id),
        steps,
        trail.rows(id),
        evidence.all(id),
        moves.export(id, true, viewer),
        moves.verification(id, null, viewer),
        Instant.now());
  }
}
