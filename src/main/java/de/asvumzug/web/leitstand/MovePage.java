package de.asvumzug.web.leitstand;

import de.asvumzug.web.command.RetentionService;
import de.asvumzug.web.contact.ContactRows;
import de.asvumzug.web.diagram.MoveDiagram;
import de.asvumzug.web.move.MoveView;
import de.asvumzug.web.move.StepView;
import de.asvumzug.web.progress.MoveProgresses;
import de.asvumzug.web.proof.CopyRegister;
import de.asvumzug.web.proof.MoveProofs;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What the page of a move shows beside its head, its steps and its trail. */
@Component
public class MovePage {
  private final MoveDiagram diagram;
  private final MoveProgresses progresses;
  private final MoveProofs proofs;
  private final ContactRows contacts;
  private final CopyRegister copies;
  private final RetentionService retention;

  MovePage(
      MoveDiagram diagram,
      MoveProgresses progresses,
      MoveProofs proofs,
      ContactRows contacts,
      CopyRegister copies,
      RetentionService retention) {
    this.retention = retention;
    this.copies = copies;
    this.contacts = contacts;
    this.proofs = proofs;
    this.diagram = diagram;
    this.progresses = progresses;
  }

  /**
   * Attributes for the page, by name; what is not there is left out.
   *
   * @param steps of this move
   */
  Map<String, Object> parts(MoveView move, List<StepView> steps, Instant now) {
    Map<String, Object> parts = new HashMap<>();
    parts.put("models", diagram.entries(move.id(), steps));
    progresses
        .of(move.plan(), move.status(), steps, now)
        .ifPresent(progress -> parts.put("progress", progress));
    parts.put("proof", proofs.of(move.plan()));
    copies.of(move.plan(), retention.due(move.id())).ifPresent(table -> parts.put("copies", table));
    parts.put(
        "contacts", contacts.of(move.plan()).stream().filter(row -> row.person() != null).toList());
    return parts;
  }
}
