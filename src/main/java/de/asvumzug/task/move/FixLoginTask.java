package de.asvumzug.task.move;

import de.asvumzug.task.Answers;
import de.asvumzug.task.Completion;
import de.asvumzug.task.PersonTask;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.TaskText;
import de.asvumzug.task.incident.IncidentDetails;
import org.springframework.stereotype.Component;

/** Somebody mends what keeps people from logging in. */
@Component
final class FixLoginTask implements PersonTask {
  private final IncidentDetails incidents;

  FixLoginTask(IncidentDetails incidents) {
    this.incidents = incidents;
  }

  @Override
  public String element() {
    return "fixLogin";
  }

  @Override
  public Answers answers() {
    return Answers.DONE;
  }

  @Override
  public void check(Completion c) {
    c.done("Die Arbeit ist erledigt.");
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Anmeldung in Ordnung bringen",
        "Die Anmeldung hat nicht geklappt.",
        "Prüfen Sie Dienst, Client-Port, Adresse im Client (server.url) und Kennung.",
        "Meldet ASV, dass die Reorganisation fehlt: Starten Sie sie im Aktualisierungsdienst oder von Hand; vorher lässt der Server niemanden hinein.",
        "Kennwort von sys falsch: Nach der Einspielung gilt das des alten Servers, nicht das Anfangskennwort.",
        "Kennwort von sys unbekannt: Ersatz gibt es nur telefonisch von der ASV-Administration im Ministerium; der Multiplikator vermittelt. Das Kennwort eines anderen Benutzers setzt sys oder die Administration der Schule zurück.",
        "Danach wird die Anmeldung noch einmal geprüft.");
  }

  @Override
  public void brief(BriefingDraft draft) {
    incidents
        .lastLoginTrouble(draft.migration().id())
        .ifPresent(said -> draft.fact("Rückmeldung", said));
  }
}
