package de.asvumzug.web.command;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Migrations;
import de.asvumzug.plan.intake.PlanAccepted;
import de.asvumzug.plan.intake.PlanIntake;
import de.asvumzug.plan.intake.PlanRejected;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.words.TypedWords;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where plans are handed in and moves are given up. Each act and its line on the trail are one
 * transaction: both are there, or neither.
 */
@Service
public class MigrationService {
  private final PlanIntake intake;
  private final Migrations migrations;
  private final MigrationStarter starter;
  private final MoveAborter aborter;
  private final AuditTrail trail;
  private final ApplicationEventPublisher events;

  public MigrationService(
      PlanIntake intake,
      Migrations migrations,
      MigrationStarter starter,
      MoveAborter aborter,
      AuditTrail trail,
      ApplicationEventPublisher events) {
    this.intake = intake;
    this.migrations = migrations;
    this.starter = starter;
    this.aborter = aborter;
    this.trail = trail;
    this.events = events;
  }

  /**
   * Stores a plan, writes it on the trail and starts its process.
   *
   * @param actor user id
   * @throws PlanRejected naming every wrong field; nothing has happened then
   */
  @Transactional
  public Migration submit(JsonNode draft, String actor) {
    Migration plan = intake.accept(draft, actor);
    trail.append(
        line(
            plan.id(),
            TrailKind.PLAN_ACCEPTED,
            actor,
            "Der Plan „" + plan.title() + "“ wurde angenommen.",
            Map.of(
                "revision",
                1,
                "windowStart",
                plan.window().start().toString(),
                "windowEnd",
                plan.window().end().toString(),
                "source",
                plan.source().machine(),
                "target",
                plan.target().machine(),
                "schools",
                plan.schoolNumbers())));
    // Groups of the schools and mails come before the first task does.
    events.publishEvent(new PlanAccepted(plan));
    starter.start(plan.id());
    return plan;
  }

  /**
   * Gives a move up; the process then brings the old server up again.
   *
   * @throws de.asvumzug.plan.UnknownMigration if there is no such move
   * @throws PlanRejected (field {@code reason}) if the reason is missing, too short or too long
   * @throws NotPossibleNow if it is too late
   */
  @Transactional
  public void abort(String migrationId, String reason, String actor) {
    migrations.get(migrationId);
    String said = TypedReason.of(reason, "der Umzug abgebrochen wird");
    if (!aborter.abort(migrationId, said, actor)) {
      throw new NotPossibleNow(
          """
          Der Umzug %s kann nicht mehr abgebrochen werden: Er ist abgenommen, beendet oder wird \
          bereits abgebrochen."""
              .formatted(migrationId));
    }
    trail.append(
        line(
            migrationId,
            TrailKind.ABORTED,
            actor,
            "Der Umzug wurde abgebrochen.",
            Map.of("reason", TypedWords.of(said))));
  }

  private static AuditEvent line(
      String id, TrailKind kind, String actor, String text, Map<String, Object> details) {
    return new AuditEvent(id, kind, actor, null, null, null, text, details);
  }
}
