package de.asvumzug.task.manual;

import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.EvidenceTables;
import de.asvumzug.task.briefing.TaskText;
import org.springframework.stereotype.Component;

/** Somebody restores a single school. */
@Component
final class RestoreTenantManuallyTask extends ManualTask {
  private final EvidenceTables evidence;

  RestoreTenantManuallyTask(EvidenceTables evidence) {
    this.evidence = evidence;
  }

  @Override
  public String element() {
    return "restoreTenantManually";
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Schulscharfe Sicherung von Hand einspielen",
        "Sie spielen die Sicherung der genannten Schule auf dem neuen Server ein. Danach werden"
            + " die Daten der Schule mit dem alten Server verglichen.",
        "Vergleichen Sie Dateiname und Prüfsumme (SHA-256) mit den Angaben oben.",
        "Melden Sie sich mit dem ASV-Client als Systemadministrator am neuen Server an.",
        "Wählen Sie „Rücksichern / Vollständige Rücksicherung“ und die genannte Datei; warten Sie"
            + " das Ende ab.",
        "Meldet ASV eine andere Version des Datenmodells oder andere Wertelisten, brechen Sie ab"
            + " und schließen Sie die Aufgabe nicht ab.",
        "Arbeiten auf dem neuen Server schon andere Schulen, lassen Sie ihre Benutzer so lange"
            + " abgemeldet: Was sie jetzt eingeben, sieht danach wie eine Beschädigung aus.",
        "Spielen Sie nur die genannte Schule ein; die anderen Schulen bleiben unberührt.");
  }

  @Override
  public void instruct(BriefingDraft draft, String school) {
    evidence.laidOut(draft.migration(), school, "Datei").forEach(draft::fact);
  }
}
