package de.asvumzug.web.command;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Migrations;
import de.asvumzug.plan.Window;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.Redaction;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.words.TypedWords;
import de.asvumzug.web.command.WaitingMove.StartRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lets a move that waits for its window begin at once: one person asks and says why, another one
 * confirms. It waits only when every agreement is there that its model demands.
 */
@Service
public class EarlyStartService {
  private final Migrations migrations;
  private final WaitingMove process;
  private final AuditTrail trail;
  private final Redaction redaction;
  private final Clock clock;

  public EarlyStartService(
      Migrations migrations,
      WaitingMove process,
      AuditTrail trail,
      Redaction redaction,
      Clock planClock) {
    this.migrations = migrations;
    this.process = process;
    this.trail = trail;
    this.redaction = redaction;
    this.clock = planClock;
  }

  /** What has been asked for and not been answered yet. */
  public Optional<StartRequest> request(String migrationId) {
    return process.startRequest(migrationId);
  }

  /**
   * @param reason why it is to begin at once
   * @param actor user id
   * @throws de.asvumzug.plan.intake.PlanRejected (field {@code reason}) if the reason will not do
   * @throws NotPossibleNow if the move does not wait for its window, or somebody has asked already
   */
  @Transactional
  public void ask(String migrationId, String reason, String actor) {
    String said = TypedReason.of(reason, "der Umzug sofort beginnen soll");
    if (process.startRequest(migrationId).isPresent()) {
      throw new NotPossibleNow("Der sofortige Beginn ist schon verlangt.");
    }
    if (!process.keepStartRequest(migrationId, new StartRequest(actor, redaction.text(said)))) {
      throw notWaiting();
    }
    note(
        migrationId,
        actor,
        "Der sofortige Beginn wurde verlangt; eine zweite Person muss zustimmen.",
        Map.of("reason", TypedWords.of(said)));
  }

  /**
   * The move begins; its window is as long as before and begins now.
   *
   * @param actor user id, not the one who has asked
   * @throws NotPossibleNow if nobody has asked, the same person has, or it is too late
   */
  @Transactional
  public void confirm(String migrationId, String actor) {
    StartRequest request = asked(migrationId);
    if (request.by().equals(actor)) {
      throw new NotPossibleNow(
          "Sie haben den sofortigen Beginn selbst verlangt. Zustimmen muss eine zweite Person mit"
              + " eigenem Benutzer.");
    }
    Window before = migrations.get(migrationId).window();
    Instant now = clock.instant();
    Duration length = Duration.between(before.start(), before.end());
    Migration plan = migrations.moveWindow(migrationId, new Window(now, now.plus(length)), actor);
    if (!process.begin(plan)) {
      throw notWaiting();
    }
    note(
        migrationId,
        actor,
        "Der Umzug beginnt sofort, von zwei Personen entschieden.",
        Map.of(
            "askedBy", request.by(),
            "confirmedBy", actor,
            "windowStartBefore", before.start().toString(),
            "windowEndBefore", before.end().toString(),
            "windowStart", plan.window().start().toString(),
            "windowEnd", plan.window().end().toString()));
  }

  /**
   * Nothing begins; whoever asked may take it back in the same way.
   *
   * @throws NotPossibleNow if nobody has asked
   */
  @Transactional
  public void refuse(String migrationId, String actor) {
    StartRequest request = asked(migrationId);
    process.dropStartRequest(migrationId);
    note(
        migrationId,
        actor,
        request.by().equals(actor)
            ? "Der sofortige Beginn wird nicht mehr verlangt."
            : "Der sofortige Beginn wurde abgelehnt; es bleibt beim vereinbarten Termin.",
        Map.of("askedBy", request.by()));
  }

  private StartRequest asked(String migrationId) {
    return process
        .startRequest(migrationId)
        .orElseThrow(
            () ->
                new NotPossibleNow(
                    "Niemand verlangt den sofortigen Beginn, oder der Umzug wartet nicht mehr auf"
                        + " sein Fenster."));
  }

  private static NotPossibleNow notWaiting() {
    return new NotPossibleNow("Der Umzug wartet nicht mehr auf sein Fenster.");
  }

  private void note(String id, String actor, String text, Map<String, Object> details) {
    trail.append(new AuditEvent(id, TrailKind.DECISION, actor, null, null, null, text, details));
  }
}
