package de.asvumzug.task.incident;

import de.asvumzug.check.guard.OutOfUse;
import de.asvumzug.step.incident.SkipRules;
import de.asvumzug.task.Answers;
import de.asvumzug.task.Completion;
import de.asvumzug.task.PersonTask;
import de.asvumzug.task.TaskRefused;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.TaskText;
import java.util.Set;
import org.springframework.stereotype.Component;

/** How it goes on after a step that failed again and again. */
@Component
final class HandleIncidentTask implements PersonTask {
  private static final Set<String> DECISIONS =
      Set.of("retry", "byHand", "skip", "abort", "outOfUse");

  private final AbortPolicy aborting;
  private final WayBack wayBack;
  private final IncidentBriefing incidents;

  HandleIncidentTask(AbortPolicy aborting, WayBack wayBack, IncidentBriefing incidents) {
    this.aborting = aborting;
    this.wayBack = wayBack;
    this.incidents = incidents;
  }

  @Override
  public String element() {
    return "handleIncident";
  }

  @Override
  public Answers answers() {
    return Answers.withoutComment().text("decision", "reason", "howOff");
  }

  @Override
  public void check(Completion c) {
    String decision = c.text("decision", "Wie geht es weiter?", 20);
    if (!DECISIONS.contains(decision)) {
      throw new TaskRefused(
          "Bitte wählen Sie: wiederholen, von Hand erledigen, überspringen, abbrechen oder, bei der"
              + " Rückabwicklung, neue Maschine außer Betrieb.");
    }
    if (decision.equals("outOfUse")) {
      requireWayBackWithoutTarget(c);
    }
    if (decision.equals("skip") && !SkipRules.mayBeSkipped(c.failedElement())) {
      throw new TaskRefused(
          "Dieser Schritt sichert die Daten oder schließt zwei laufende Server aus und darf nicht"
              + " übersprungen werden. Bitte wiederholen, von Hand erledigen oder abbrechen.");
    }
    if (decision.equals("abort") && !aborting.isOpen(c.migrationId())) {
      throw new TaskRefused(
          "Der Umzug kann an dieser Stelle nicht mehr abgebrochen werden: Er ist abgenommen oder wird"
              + " bereits zurückgenommen. Bitte wiederholen oder von Hand erledigen.");
    }
    if (decision.equals("retry")) {
      c.optionalText("reason", "Begründung", Completion.SHORT_TEXT);
    } else {
      c.text("reason", "Begründung", Completion.SHORT_TEXT);
    }
    c.rememberPerson("decidedBy");
  }

  @Override
  public TaskText text() {
    return text("mehrmals", true);
  }

  private static TaskText text(String times, boolean hasLog) {
    return new TaskText(
        "Störung bearbeiten",
        "Ein Schritt ist %s fehlgeschlagen. Der Umzug wartet auf Ihre Entscheidung."
            .formatted(times),
        hasLog
            ? "Lesen Sie die Meldung und die letzten Zeilen; beheben Sie die Ursache auf der genannten Maschine."
            : "Lesen Sie die Meldung; beheben Sie die Ursache auf der genannten Maschine.",
        "Angeboten wird nur, was bei diesem Schritt möglich ist; was es bedeutet, steht in der Tabelle unten.",
        "Sind Sie unsicher, lassen Sie die Aufgabe liegen und fragen Sie nach: Es geschieht nichts, bis jemand entscheidet.");
  }

  @Override
  public void brief(BriefingDraft draft) {
    draft.text(text(incidents.times(draft), incidents.hasLog(draft)));
    incidents.addTo(draft);
    incidents.closeChoices(draft);
  }

  /**
   * Whether the machine is really silent is looked at by a step, before and after the second
   * person.
   */
  private void requireWayBackWithoutTarget(Completion c) {
    if (!WayBack.needsTarget(c.failedElement()) || !wayBack.isGone(c.migrationId())) {
      throw new TaskRefused(
          "Außer Betrieb kann die neue Maschine nur gelten, wenn der Umzug zurückgenommen wird und ein"
              + " Schritt daran scheitert, dass sie nicht zu erreichen ist. Bitte wiederholen, von Hand"
              + " erledigen oder abbrechen.");
    }
    if (OutOfUse.How.of(c.text("howOff", "Wie ist es sichergestellt?", 20)).isEmpty()) {
      throw new TaskRefused(
          "Bitte wählen Sie, wie sichergestellt ist, dass die Maschine aus ist und nicht von selbst"
              + " wiederkommt.");
    }
  }
}
