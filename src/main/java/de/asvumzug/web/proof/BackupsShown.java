package de.asvumzug.web.proof;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.School;
import de.asvumzug.trail.evidence.EvidenceNames;
import de.asvumzug.trail.evidence.EvidenceReader;
import de.asvumzug.web.proof.BackupShown.BackupFile;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The backups that a move has made, and their copies on the new machine. */
@Component
public class BackupsShown {
  private static final int NAMED = 20;

  private final EvidenceReader evidence;

  BackupsShown(EvidenceReader evidence) {
    this.evidence = evidence;
  }

  public List<BackupShown> of(Migration plan) {
    List<BackupShown> shown = new ArrayList<>();
    labels(plan)
        .forEach(
            (name, label) ->
                evidence
                    .find(plan.id(), name)
                    .ifPresent(document -> shown.add(shown(label, document))));
    return shown;
  }

  private static Map<String, String> labels(Migration plan) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(EvidenceNames.BACKUP_DATABASE, "Datenbank des alten Servers");
    labels.put(EvidenceNames.BACKUP_CONFIGURATION, "Programm und Einstellungen des alten Servers");
    for (School school : plan.schools()) {
      labels.put("tenant-backup-" + school.number(), "Schule " + school.number());
    }
    labels.put(EvidenceNames.TARGET_BACKUP, "Datenbank des neuen Servers vor dem Einspielen");
    labels.put(EvidenceNames.RECEIVED_DATABASE, "Kopie der Datenbank auf der neuen Maschine");
    labels.put(
        EvidenceNames.RECEIVED_CONFIGURATION, "Kopie der Einstellungen auf der neuen Maschine");
    for (School school : plan.schools()) {
      labels.put(
          "received-tenant-" + school.number(),
          "Kopie der Schule " + school.number() + " auf der neuen Maschine");
    }
    return labels;
  }

  private static BackupShown shown(String label, JsonNode backup) {
    JsonNode manifest = backup.path("manifest");
    List<BackupFile> first = new ArrayList<>();
    long bytes = 0;
    for (JsonNode file : manifest.path("files")) {
      bytes += file.path("size").asLong();
      if (first.size() < NAMED) {
        first.add(
            new BackupFile(
                file.path("path").asText(),
                file.path("size").asLong(),
                file.path("sha256").asText()));
      }
    }
    return new BackupShown(
        label,
        backup.path("machine").asText(),
        backup.path("folder").asText(),
        time(manifest.path("created").asText("")),
        manifest.path("files").size(),
        bytes,
        manifest.path("encryption").path("keyId").asText(""),
        backup.path("manifestSha256").asText(),
        first);
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
