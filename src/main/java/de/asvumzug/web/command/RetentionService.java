package de.asvumzug.web.command;

import de.asvumzug.common.GermanFormat;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.words.TypedWords;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps copies longer than planned: only for a reason, and never for ever. */
@Service
public class RetentionService {
  /** Copies for a move are not the record; nobody needs them for years. */
  private static final int LONGEST_YEARS = 1;

  private final RetentionTimer timer;
  private final AuditTrail trail;
  private final Clock clock = Clock.systemUTC();

  RetentionService(RetentionTimer timer, AuditTrail trail) {
    this.timer = timer;
    this.trail = trail;
  }

  /** When copies will be deleted; empty if that is not known yet, or they are gone. */
  public Optional<Instant> due(String migrationId) {
    return timer.due(migrationId);
  }

  /**
   * Copies are deleted at the end of a later day.
   *
   * @param until may be null
   * @param reason as typed; may be null
   * @throws NotPossibleNow if nothing waits to be deleted
   * @throws NotUnderstood (German) if the day or the reason is none, or the day too late
   * @throws de.asvumzug.plan.intake.PlanRejected (field {@code reason}) if there is no reason
   */
  @Transactional
  public void extend(String migrationId, LocalDate until, String reason, String by) {
    Instant before =
        timer
            .due(migrationId)
            .orElseThrow(
                () ->
                    new NotPossibleNow(
                        "Für den Umzug %s läuft keine Frist: Er ist noch nicht abgenommen, oder die Kopien sind gelöscht."
                            .formatted(migrationId)));
    String why = TypedReason.of(reason, "die Kopien länger gebraucht werden");
    if (until == null) {
      throw new NotUnderstood("Bitte geben Sie an, bis zu welchem Tag die Kopien bleiben sollen.");
    }
    Instant after = until.plusDays(1).atStartOfDay(GermanFormat.BERLIN).toInstant();
    if (!after.isAfter(before)) {
      throw new NotUnderstood(
          "Bitte wählen Sie einen Tag nach dem %s: So lange bleiben die Kopien ohnehin."
              .formatted(GermanFormat.day(before)));
    }
    LocalDate last = LocalDate.now(clock.withZone(GermanFormat.BERLIN)).plusYears(LONGEST_YEARS);
    if (until.isAfter(last)) {
      throw new NotUnderstood(
          "Bitte wählen Sie einen Tag bis zum %s: Kopien eines Umzugs werden höchstens ein Jahr aufgehoben."
              .formatted(GermanFormat.day(last.atStartOfDay(GermanFormat.BERLIN).toInstant())));
    }
    if (!timer.set(migrationId, after)) {
      throw new NotPossibleNow("Die Frist ist soeben abgelaufen; die Kopien werden gelöscht.");
    }
    trail.append(
        new AuditEvent(
            migrationId,
            TrailKind.DECISION,
            by,
            null,
            null,
            null,
            "Die Kopien bleiben länger: bis zum %s statt bis zum %s."
                .formatted(
                    GermanFormat.day(until.atStartOfDay(GermanFormat.BERLIN).toInstant()),
                    GermanFormat.day(before)),
            Map.of(
                "before", before.toString(),
                "after", after.toString(),
                "reason", TypedWords.of(why))));
  }
}
