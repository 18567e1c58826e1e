package de.asvumzug.notify.address;

import de.asvumzug.plan.Migrations;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.TrailKind;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Deletes who had to do with a move and what they said: out of its plan, its mails, its calendar's
 * guests, the links sent to them, votes, answers and replies. The plan stays readable, and the
 * trail says that it was done.
 */
@Component
public class PeopleDeletion {
  private static final List<String> DELETIONS =
      List.of(
          "delete from umzug.mail where migration_id = :id",
          "delete from umzug.mail_correction where migration_id = :id",
          "delete from umzug.calendar_guest where migration_id = :id",
          "update umzug.vote set comment = '' where migration = :id",
          "update umzug.school_answer set comment = '' where migration = :id",
          "update umzug.reply set text = 'gelöscht' where migration = :id",
          "update umzug.overruling set reason = 'gelöscht', comment = null where migration = :id");

  private final JdbcClient jdbc;
  private final Migrations migrations;
  private final AddressChecks checks;
  private final AuditTrail trail;

  public PeopleDeletion(
      JdbcClient jdbc, Migrations migrations, AddressChecks checks, AuditTrail trail) {
    this.jdbc = jdbc;
    this.migrations = migrations;
    this.checks = checks;
    this.trail = trail;
  }

  /** Moves whose plans still name people. */
  public List<String> moves() {
    return migrations.withPeople();
  }

  /** Of two nodes only one finds anything to delete. */
  @Transactional
  public void retentionOver(String migrationId) {
    // A mail that still waits is sent or given up first.
    if (mailsWait(migrationId) || !migrations.deletePeople(migrationId)) {
      return;
    }
    checks.delete(migrationId);
    DELETIONS.forEach(sql -> jdbc.sql(sql).param("id", migrationId).update());
    trail.append(
        new AuditEvent(
            migrationId,
            TrailKind.NOTE,
            AuditEvent.SYSTEM,
            null,
            null,
            null,
            "Die Aufbewahrung ist vorüber: Namen, Adressen und Telefonnummern, die Mails dieses"
                + " Umzugs und was die Beteiligten geschrieben haben, sind gelöscht.",
            Map.of()));
  }

  private boolean mailsWait(String migrationId) {
    return jdbc.sql(
            "select exists (select 1 from umzug.mail where migration_id = :id and state = 'QUEUED')")
        .param("id", migrationId)
        .query(Boolean.class)
        .single();
  }
}
