package de.asvumzug.web.protocol.section;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.intake.FiledMigration;
import de.asvumzug.trail.TrailExport;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.chain.TrailRow;
import de.asvumzug.trail.evidence.EvidenceRepository;
import de.asvumzug.trail.verify.Verification;
import de.asvumzug.web.move.MoveHead;
import de.asvumzug.web.move.MoveView;
import de.asvumzug.web.move.StepView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything of a move that its protocol is made from.
 *
 * @param revisions of the plan, the oldest first
 * @param rows of the trail, with what people typed
 * @param evidence every revision of every document
 * @param export the trail as the protocol brings it along
 * @param at when the protocol is made
 */
public record MoveRecord(
    MoveView view,
    MoveHead head,
    List<FiledMigration> revisions,
    List<StepView> steps,
    List<TrailRow> rows,
    List<EvidenceRepository.Document> evidence,
    TrailExport export,
    Verification verification,
    Instant at) {

  public String id() {
    return view.id();
  }

  public Migration plan() {
    return view.plan();
  }

  public List<TrailRow> rows(TrailKind... kinds) {
    Set<TrailKind> wanted = Set.of(kinds);
    return rows.stream().filter(row -> wanted.contains(row.kind())).toList();
  }

  /** The newest decision in a task; empty if nobody has decided. */
  public Optional<TrailRow> decision(String element) {
    return rows(TrailKind.DECISION).stream()
        .filter(row -> element.equals(row.element()))
        .reduce((first, second) -> second);
  }

  /** Steps that were left out or done by a person; not those that were only tried again. */
  public List<TrailRow> otherwise() {
    return rows(TrailKind.INCIDENT_DECIDED).stream()
        .filter(row -> row.details().containsKey("decidedBy"))
        .toList();
  }
}
