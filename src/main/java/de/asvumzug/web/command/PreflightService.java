package de.asvumzug.web.command;

import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.TrailKind;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Where the preparation checks are asked for again, e.g. because they have expired. */
@Service
public class PreflightService {
  private final MigrationLookup migrations;
  private final CheckStarter starter;
  private final AuditTrail trail;

  public PreflightService(MigrationLookup migrations, CheckStarter starter, AuditTrail trail) {
    this.migrations = migrations;
    this.starter = starter;
    this.trail = trail;
  }

  /**
   * Starts the checks; they only look.
   *
   * @throws java.util.NoSuchElementException if there is no such move
   * @throws NotPossibleNow if the move is over or is being checked right now
   */
  @Transactional
  public void repeat(String migrationId, String actor) {
    migrations.get(migrationId);
    if (!starter.start(migrationId)) {
      throw new NotPossibleNow(
          """
          Die Server des Umzugs %s können jetzt nicht geprüft werden: Der Umzug ist beendet, \
          oder eine Prüfung läuft schon. Bitte deren Ergebnis abwarten."""
              .formatted(migrationId));
    }
    trail.append(
        new AuditEvent(
            migrationId,
            TrailKind.NOTE,
            actor,
            null,
            null,
            null,
            "Die Prüfungen beider Server werden wiederholt.",
            Map.of()));
  }
}
