package de.asvumzug.delegate.monitor;

import de.asvumzug.backup.vault.BackupKeys;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.TrailKind;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Destroys the key of a move's backups once the retention is over: copies that nobody found any
 * more, on a machine that is switched off or on a tape, can never be read again. Every node does it
 * with its own files.
 */
@Component
class BackupKeyMonitor {
  private static final Logger LOG = LoggerFactory.getLogger(BackupKeyMonitor.class);

  private final BackupKeys keys;
  private final MigrationLookup migrations;
  private final RetentionEnds ends;
  private final AuditTrail trail;
  private final Clock clock;

  @Autowired
  BackupKeyMonitor(
      BackupKeys keys, MigrationLookup migrations, RetentionEnds ends, AuditTrail trail) {
    this(keys, migrations, ends, trail, Clock.systemUTC());
  }

  BackupKeyMonitor(
      BackupKeys keys,
      MigrationLookup migrations,
      RetentionEnds ends,
      AuditTrail trail,
      Clock clock) {
    this.keys = keys;
    this.migrations = migrations;
    this.ends = ends;
    this.trail = trail;
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "PT11M", fixedDelayString = "PT1H")
  void look() {
    keys.moves().forEach(this::lookAt);
  }

  /** A key whose move is not known here is somebody else's. */
  private void lookAt(String migrationId) {
    try {
      boolean over =
          ends.of(migrationId, migrations.get(migrationId).options().retention())
              .filter(end -> !end.isAfter(clock.instant()))
              .isPresent();
      if (over) {
        keys.destroy(migrationId).ifPresent(id -> told(migrationId, id));
      }
    } catch (IOException e) {
      LOG.warn(
          "Der Schlüssel der Sicherungen von {} lässt sich nicht vernichten ({}). Bitte dort"
              + " löschen, wo er liegt.",
          migrationId,
          e.toString());
    } catch (RuntimeException e) {
      LOG.warn(
          "Whether the key of {} is to be destroyed is not known: {}", migrationId, e.toString());
    }
  }

  private void told(String migrationId, String keyId) {
    trail.append(
        new AuditEvent(
            migrationId,
            TrailKind.NOTE,
            AuditEvent.SYSTEM,
            null,
            null,
            null,
            "Die Aufbewahrung ist vorüber: Der Schlüssel der Sicherungen ist vernichtet; keine Kopie"
                + " von ihnen ist mehr lesbar, wo sie auch liegt.",
            Map.of("key", keyId, "method", "Datei überschrieben und gelöscht")));
  }
}
