package de.asvumzug.web.plan;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.RouteDecision.Answer;
import java.util.ArrayList;
import java.util.List;

/** What the rule table has decided, in sentences. */
final class RouteWords {

  private RouteWords() {}

  static List<String> of(Migration plan, Answer answer) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        switch (answer.route()) {
          case FULL ->
              "Der ganze Server zieht auf einmal um: Seine Datenbank wird gesichert, auf den neuen"
                  + " Server gebracht und dort eingespielt.";
          case TENANTS ->
              "Jede Schule zieht mit einer schulscharfen Sicherung um: Was diese nicht enthält, wird"
                  + " je Schule aufgelistet und von ihr ergänzt.";
          case CLONE ->
              "Die Technik überträgt den ganzen Server mit dem 1:1-Klonwerkzeug des Ministeriums.";
        });
    sentences.add(
        answer.install()
            ? "Der neue Server wird im Umzugsfenster installiert."
            : "Der neue Server arbeitet schon und wird nicht neu installiert; sein Betreiber muss"
                + " zustimmen.");
    if (answer.targetBackup()) {
      sentences.add("Vor dem Einspielen wird der neue Server gesichert.");
    }
    sentences.add(
        answer.sourceContinues()
            ? "Der alte Server arbeitet für die übrigen Schulen weiter; die umziehenden Schulen"
                + " werden dort gesperrt und nach der Abnahme gelöscht."
            : "Der alte Server wird stillgelegt und bleibt bis zum Ende der Aufbewahrung, wie er"
                + " ist.");
    if (plan.addressChanges()) {
      sentences.add("Die Adresse ändert sich; die Clients werden umgestellt.");
    }
    return sentences;
  }
}
