package de.asvumzug.task.manual;

import de.asvumzug.plan.Database;
import de.asvumzug.task.Answers;
import de.asvumzug.task.Completion;
import de.asvumzug.task.PersonTask;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.EvidenceTables;
import de.asvumzug.task.briefing.TaskText;
import org.springframework.stereotype.Component;

/** Somebody clones an H2 database into PostgreSQL with the ministry's tool; no step does it. */
@Component
final class CloneDatabaseTask implements PersonTask {
  private final EvidenceTables evidence;

  CloneDatabaseTask(EvidenceTables evidence) {
    this.evidence = evidence;
  }

  @Override
  public String element() {
    return "cloneDatabase";
  }

  @Override
  public Answers answers() {
    return Answers.DONE;
  }

  @Override
  public void check(Completion c) {
    c.done("Das Werkzeug hat die Datenbank vollständig und ohne Fehler übertragen.");
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Datenbank mit dem Werkzeug des Ministeriums übertragen",
        "Die H2-Datenbank des alten Servers wird 1:1 in die leere PostgreSQL-Datenbank des neuen"
            + " übertragen. Danach werden beide Zeile für Zeile verglichen.",
        "Der ASV-Server (DSS) ist auf beiden Seiten gestoppt und muss es bleiben; ein laufender"
            + " Server sperrt die H2-Datei.",
        "Arbeiten Sie mit der genannten Datei. Sie ist eine geprüfte Kopie; die Datei auf dem alten"
            + " Server bleibt unberührt.",
        "Geben Sie dem Werkzeug Rechner, Port und die leere Datenbank wie oben an. Sie liegt neben"
            + " der Datenbank der Neuinstallation und wird nach der Prüfung gegen diese getauscht."
            + " Ist sie nicht leer, brechen Sie ab.",
        "Das Kennwort steht unter dem genannten Namen in der Ablage der Geheimnisse dieses Systems;"
            + " tragen Sie es hier nirgends ein.",
        "Schließen Sie die Aufgabe erst ab, wenn das Werkzeug ohne Fehler zu Ende ist.");
  }

  @Override
  public void brief(BriefingDraft draft) {
    evidence.clonePlace(draft.migration()).forEach(draft::fact);
    Database database = draft.migration().target().database();
    if (database != null) {
      draft.factIfKnown("Anmeldung am PostgreSQL-Server", database.administrator());
      draft.fact("Kennwort", "Geheimnis „" + database.passwordSecret() + "“");
    }
  }
}
