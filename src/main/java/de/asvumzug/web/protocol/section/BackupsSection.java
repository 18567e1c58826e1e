package de.asvumzug.web.protocol.section;

import de.asvumzug.common.GermanFormat;
import de.asvumzug.task.briefing.Briefing.Table;
import de.asvumzug.web.proof.BackupShown;
import de.asvumzug.web.proof.BackupsShown;
import java.util.List;
import org.springframework.stereotype.Component;

/** The backups with their checksums; every file of them is in the manifests inside the document. */
@Component
final class BackupsSection implements SectionMaker {
  private final BackupsShown backups;

  BackupsSection(BackupsShown backups) {
    this.backups = backups;
  }

  @Override
  public ProtocolSection of(MoveRecord move) {
    List<BackupShown> made = backups.of(move.plan());
    if (made.isEmpty()) {
      return ProtocolSection.nothing("sicherungen", "Sicherungen", "Es gibt noch keine Sicherung.");
    }
    return new ProtocolSection(
        "sicherungen",
        "Sicherungen",
        List.of(
            "Die Prüfsumme des Manifests bindet jede Datei der Sicherung: Das Manifest nennt von"
                + " jeder Größe und Prüfsumme. Die Manifeste stecken als Dateien in diesem"
                + " Dokument."),
        List.of(),
        List.of(
            new Table(
                "Sicherungen und ihre Kopien",
                List.of(
                    "Was", "Maschine und Ordner", "Erstellt", "Umfang", "SHA-256 des Manifests"),
                made.stream().map(BackupsSection::row).toList())));
  }

  private static List<String> row(BackupShown backup) {
    return List.of(
        backup.label(),
        backup.machine() + ": " + backup.folder(),
        Texts.exact(backup.created()),
        "%s Dateien, %s"
            .formatted(GermanFormat.number(backup.files()), GermanFormat.bytes(backup.bytes())),
        backup.manifestSha256());
  }
}
