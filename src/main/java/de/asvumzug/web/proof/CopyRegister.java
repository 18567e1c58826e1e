package de.asvumzug.web.proof;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.backup.remains.Deletion;
import de.asvumzug.backup.restore.RestoredDatabase;
import de.asvumzug.common.GermanFormat;
import de.asvumzug.plan.Migration;
import de.asvumzug.task.briefing.Briefing.Table;
import de.asvumzug.trail.evidence.EvidenceReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/**
 * Where copies of the schools' data lie because of a move, until when, and which are deleted, from
 * the move's evidence.
 */
@Component
public class CopyRegister {
  private static final List<String> COLUMNS =
      List.of("Was", "Maschine", "Ort", "Schlüssel", "Zu löschen", "Stand");

  private static final String OPEN = "liegt dort";
  private static final String PLAIN = "unverschlüsselt";

  private final BackupsShown backups;
  private final EvidenceReader evidence;

  CopyRegister(BackupsShown backups, EvidenceReader evidence) {
    this.backups = backups;
    this.evidence = evidence;
  }

  /**
   * One row a copy, the old server's own data last; empty as long as there is no copy.
   *
   * @param due when the copies are to be deleted; empty if that is not known (yet)
   */
  public Optional<Table> of(Migration plan, Optional<Instant> due) {
    List<BackupShown> made = backups.of(plan);
    if (made.isEmpty()) {
      return Optional.empty();
    }
    String until =
        due.map(at -> "am " + GermanFormat.day(at))
            .orElse("nach der Abnahme, Frist " + plan.options().retention());
    Set<String> deleted = deleted(plan.id());
    List<List<String>> rows = new ArrayList<>();
    for (BackupShown one : made) {
      rows.add(
          row(
              one.label(),
              one.machine(),
              one.folder(),
              one.key().isEmpty() ? PLAIN : one.key(),
              until,
              deleted));
    }
    evidence
        .find(plan.id(), RestoredDatabase.EVIDENCE)
        .map(restored -> restored.path("keptAs").asText(""))
        .filter(name -> !name.isEmpty())
        .ifPresent(
            name ->
                rows.add(
                    row(
                        "Datenbank des neuen Servers von vorher",
                        plan.target().machine(),
                        name,
                        PLAIN,
                        until,
                        deleted)));
    rows.add(
        List.of(
            "Daten des alten Servers",
            plan.source().machine(),
            plan.source().directory(),
            PLAIN,
            "durch den Betreiber",
            "nicht Sache dieses Programms"));
    return Optional.of(new Table("Kopien und Fristen", COLUMNS, rows));
  }

  private static List<String> row(
      String what, String machine, String place, String key, String until, Set<String> deleted) {
    return List.of(
        what,
        machine,
        place,
        key,
        until,
        deleted.contains(machine + " " + place) ? "gelöscht" : OPEN);
  }

  /** As machine and place; a database is named with a word in front. */
  private Set<String> deleted(String migrationId) {
    Set<String> gone = new TreeSet<>();
    for (String name : List.of(Deletion.EVIDENCE, Deletion.BACKUPS)) {
      evidence.find(migrationId, name).ifPresent(document -> add(gone, document));
    }
    return gone;
  }

  private static void add(Set<String> gone, JsonNode deletion) {
    String machine = deletion.path("machine").asText();
    for (JsonNode copy : deletion.path("copies")) {
      String what = copy.path("what").asText();
      gone.add(machine + " " + what);
      if (what.startsWith("Datenbank ")) {
        gone.add(machine + " " + what.substring("Datenbank ".length()));
      }
    }
  }
}
