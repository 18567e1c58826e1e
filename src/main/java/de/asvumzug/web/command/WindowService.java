package de.asvumzug.web.command;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.plan.Migrations;
import de.asvumzug.plan.Window;
import de.asvumzug.plan.answer.Replies;
import de.asvumzug.plan.intake.FieldError;
import de.asvumzug.plan.intake.PlanIntake;
import de.asvumzug.plan.intake.PlanRejected;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.Redaction;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.words.TypedWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Moves the window of a move that waits for it. The same rules hold as for the window of a plan and
 * for one that is proposed in the Tasklist, and all schools are asked anew.
 */
@Service
public class WindowService {
  /** The schools read the reason in their next task, as they do what is said with a proposal. */
  private static final String PROPOSAL = "proposeSchedule";

  private final Migrations migrations;
  private final PlanIntake intake;
  private final WaitingMove process;
  private final Replies replies;
  private final AuditTrail trail;
  private final Redaction redaction;

  public WindowService(
      Migrations migrations,
      PlanIntake intake,
      WaitingMove process,
      Replies replies,
      AuditTrail trail,
      Redaction redaction) {
    this.migrations = migrations;
    this.intake = intake;
    this.process = process;
    this.replies = replies;
    this.trail = trail;
    this.redaction = redaction;
  }

  /**
   * Why the window of a move cannot be moved here; empty if it can.
   *
   * @return German
   */
  public String obstacle(String migrationId) {
    return switch (process.state(migrationId)) {
      case WAITING -> "";
      case SCHOOLS_ASKED ->
          "Die Schulen werden gerade gefragt, ob der Termin passt. Sobald alle zugestimmt haben und"
              + " die Vorarbeiten erledigt sind, lässt sich das Fenster verschieben; sagt eine"
              + " Schule Nein, bekommt die Technik die Aufgabe, einen neuen Termin vorzuschlagen.";
      case TO_BE_PROPOSED ->
          "Eine Schule hat dem Termin nicht zugestimmt. Bitte legen Sie das neue Fenster in der"
              + " Aufgabe „Termin wählen oder neu vorschlagen“ der Aufgabenliste fest.";
      case PREPARING ->
          "Die Vorarbeiten sind noch nicht erledigt. Sobald der Umzug auf sein Fenster wartet,"
              + " lässt es sich verschieben.";
      case OLDER_MODEL ->
          "Dieser Umzug hat mit einer früheren Fassung der Anwendung begonnen, die das Verschieben"
              + " nicht kennt. Bitte brechen Sie ihn ab und planen Sie ihn mit dem neuen Termin neu.";
      case TOO_LATE ->
          "Das Umzugsfenster hat begonnen oder der Umzug ist beendet; es lässt sich nicht mehr"
              + " verschieben.";
    };
  }

  /**
   * @param draft object with {@code window}, as in a plan
   * @param reason why; all schools read it
   * @param actor user id
   * @throws PlanRejected (fields {@code window.start}, {@code window.end}, {@code reason}) naming
   *     everything that is wrong; nothing has happened then
   * @throws NotPossibleNow if the move does not wait for its window
   */
  @Transactional
  public void move(String migrationId, JsonNode draft, String reason, String actor) {
    Window before = migrations.get(migrationId).window();
    List<FieldError> errors = new ArrayList<>();
    Window window = window(draft, before, errors);
    String said = said(reason, errors);
    if (!errors.isEmpty()) {
      throw new PlanRejected(errors);
    }
    intake.moveWindow(migrationId, window, actor);
    if (!process.prepareAnew(migrationId)) {
      throw new NotPossibleNow(obstacle(migrationId));
    }
    replies.record(migrationId, PROPOSAL, actor, redaction.text(said));
    trail.append(
        new AuditEvent(
            migrationId,
            TrailKind.DECISION,
            actor,
            null,
            null,
            null,
            "Das Umzugsfenster wurde verschoben; gefragt wird, wer dem neuen noch nicht zugesagt hat.",
            Map.of(
                "windowStartBefore", before.start().toString(),
                "windowEndBefore", before.end().toString(),
                "windowStart", window.start().toString(),
                "windowEnd", window.end().toString(),
                "reason", TypedWords.of(said))));
  }

  private Window window(JsonNode draft, Window before, List<FieldError> errors) {
    try {
      Window window = intake.checkWindow(draft);
      if (window.equals(before)) {
        errors.add(
            new FieldError(
                "window.start",
                "ist wie das Ende unverändert; bitte einen anderen Termin angeben."));
      }
      return window;
    } catch (PlanRejected e) {
      errors.addAll(e.errors());
      return null;
    }
  }

  private static String said(String reason, List<FieldError> errors) {
    try {
      return TypedReason.of(reason, "das Fenster verschoben wird");
    } catch (PlanRejected e) {
      errors.addAll(e.errors());
      return "";
    }
  }
}
