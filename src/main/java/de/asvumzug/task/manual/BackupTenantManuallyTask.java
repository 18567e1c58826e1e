package de.asvumzug.task.manual;

import de.asvumzug.backup.Folders;
import de.asvumzug.host.Host;
import de.asvumzug.host.Machines;
import de.asvumzug.plan.Migration;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.TaskText;
import org.springframework.stereotype.Component;

/** Somebody backs up a single school. */
@Component
final class BackupTenantManuallyTask extends ManualTask {
  private final Machines machines;

  BackupTenantManuallyTask(Machines machines) {
    this.machines = machines;
  }

  @Override
  public String element() {
    return "backupTenantManually";
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Schulscharfe Sicherung von Hand erstellen",
        "Sie sichern genau die genannte Schule. Danach werden Dateiname, Version des"
            + " Datenmodells und Prüfsumme geprüft.",
        "Zuerst: Die Schule hat ihre eigenen Berichte exportiert. Sie sind in der schulscharfen"
            + " Sicherung nicht enthalten und sonst verloren.",
        "Der alte ASV-Server ist gestoppt und muss es bleiben: Sonst fehlt der Sicherung, was"
            + " danach eingegeben wird, und der Schritt lehnt sie ab.",
        "Sichern Sie in der Befehlszeile des alten Servers mit dbctl aus dem Ordner bin der"
            + " Installation. Der Weg über den Client („Datei / Verwaltung / Sichern“) braucht"
            + " einen laufenden Server und ist hier nicht möglich.",
        "Legen Sie die .sbz-Datei in den oben genannten Ordner; benennen Sie sie nicht um: Der"
            + " Name besteht aus Datum, Uhrzeit und Version des Datenmodells.",
        "Die Datei enthält personenbezogene Daten. Legen Sie keine weiteren Kopien an.");
  }

  @Override
  public void instruct(BriefingDraft draft, String school) {
    draft.fact(
        "Ordner für die Sicherung",
        on(draft.migration().source(), folder(draft.migration(), school)));
  }

  /** The same folder that the step looks into afterwards. */
  private String folder(Migration migration, String school) {
    Host source = machines.host(migration.source().machine());
    return Folders.backups(source, migration.id()) + "/tenants/" + school;
  }
}
