package de.asvumzug.task.manual;

import de.asvumzug.plan.Database;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Migration;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.TaskText;
import org.springframework.stereotype.Component;

/** Somebody installs the new server. */
@Component
final class InstallServerManuallyTask extends ManualTask {
  @Override
  public String element() {
    return "installServerManually";
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "ASV-Server von Hand installieren",
        "Sie installieren den ASV-Server auf dem neuen Server. Danach werden Version, Variante,"
            + " Startdatei und die leere Datenbank geprüft; was stimmt, wird übernommen.",
        "Starten Sie den ASV-Installer (Paket siehe oben) und wählen Sie die geplante Variante.",
        "Geben Sie den Zielordner, die .p12-Datei des Zertifikats und deren PIN an. Die PIN"
            + " tragen Sie hier nirgends ein.",
        "Bei Enterprise: Legen Sie die geplante, leere Datenbank an; Eigentümer ist die geplante"
            + " Rolle mit Anmelderecht.",
        "Lassen Sie den Server und den Aktualisierungsdienst gestoppt, und legen Sie keine"
            + " Schule an.",
        "Ändern Sie keine ausgelieferten Dateien (config.ini, asv.cfg, jre, plugins, asv.exe): Der"
            + " Server würde danach nicht mehr starten.");
  }

  @Override
  public void instruct(BriefingDraft draft, String school) {
    Migration migration = draft.migration();
    Installation target = migration.target();
    draft.factIfKnown("Paket", migration.packages().installer());
    draft.fact("Zielordner", on(target, target.directory()));
    draft.fact("Geplant", target.variant().label() + ", Version " + target.version().toString());
    draft.factIfKnown("Zertifikat", migration.packages().certificate());
    if (target.database() != null) {
      draft.fact("Datenbank", describe(target.database()));
    }
  }

  private static String describe(Database database) {
    return "%s auf %s, Port %d, Eigentümer %s"
        .formatted(database.name(), database.host(), database.port(), database.owner());
  }
}
