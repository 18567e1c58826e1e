package de.asvumzug.task.move;

import de.asvumzug.task.Answers;
import de.asvumzug.task.Completion;
import de.asvumzug.task.PersonTask;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.EvidenceTables;
import de.asvumzug.task.briefing.TaskText;
import de.asvumzug.trail.evidence.EvidenceNames;
import org.springframework.stereotype.Component;

/** A school that has moved is deleted on the old server, which goes on for others. */
@Component
final class DeleteTenantOnSourceTask implements PersonTask {
  private final EvidenceTables evidence;

  DeleteTenantOnSourceTask(EvidenceTables evidence) {
    this.evidence = evidence;
  }

  @Override
  public String element() {
    return "deleteTenantOnSource";
  }

  @Override
  public Answers answers() {
    return Answers.DONE;
  }

  @Override
  public void check(Completion c) {
    c.done("Die Schule ist auf dem alten Server gelöscht.");
  }

  @Override
  public boolean afterMove() {
    return true;
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Schule auf dem alten Server löschen",
        "Die Schule arbeitet auf dem neuen Server; der alte bleibt für andere Schulen in Betrieb.",
        "Der Umzug ist abgenommen: Die Schulen haben bestätigt, dass sie auf dem neuen Server alles haben. Erst jetzt wird gelöscht.",
        "Löschen Sie nur die unten genannten Schulen; alle anderen bleiben, wie sie sind.",
        "Was bleibt: die vollständige Sicherung der alten Datenbank und die schulscharfen Sicherungen. Löschen Sie sie nicht.",
        "Danach wird geprüft, ob die Schulen auf dem alten Server fort sind; sind noch welche da, kommt diese Aufgabe wieder.");
  }

  @Override
  public void brief(BriefingDraft draft) {
    addBackup(draft, EvidenceNames.BACKUP_DATABASE, "Vollständige Sicherung, bleibt");
    for (String school : draft.migration().schoolNumbers()) {
      addBackup(draft, "tenant-backup-" + school, "Sicherung der Schule " + school);
    }
  }

  private void addBackup(BriefingDraft draft, String name, String label) {
    evidence.backupFolder(draft.migration(), name, label).ifPresent(draft::fact);
  }
}
