package de.asvumzug.task.manual;

import de.asvumzug.plan.Migration;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.TaskText;
import org.springframework.stereotype.Component;

/** Somebody brings the restored database to the new version. */
@Component
final class RunUpdateInstallerManuallyTask extends ManualTask {
  @Override
  public String element() {
    return "runUpdateInstallerManually";
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Updateinstaller von Hand ausführen",
        "Die eingespielte Datenbank stammt aus einer älteren ASV-Version. Sie heben sie mit dem"
            + " ASV-Updateinstaller an; danach werden Programm- und Strukturversion geprüft.",
        "Vergewissern Sie sich, dass ASV-Server und Aktualisierungsdienst auf dem neuen Server"
            + " gestoppt sind.",
        "Starten Sie den ASV-Updateinstaller der geplanten Version für den genannten Ordner und"
            + " warten Sie sein Ende ab.",
        "Starten Sie den Server nicht selbst; das geschieht nach der Prüfung.");
  }

  @Override
  public void instruct(BriefingDraft draft, String school) {
    Migration migration = draft.migration();
    draft.factIfKnown("Paket", migration.packages().updateInstaller());
    draft.fact("Ordner", on(migration.target(), migration.target().directory()));
    draft.fact("Geplante Version", migration.target().version().toString());
  }
}
