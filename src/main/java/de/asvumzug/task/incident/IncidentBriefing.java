package de.asvumzug.task.incident;

import de.asvumzug.task.briefing.Briefing.Table;
import de.asvumzug.task.briefing.BriefingDraft;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What failed, where, the end of its log, what is safe now, and what each choice means. */
@Component
final class IncidentBriefing {
  private static final String UNTOUCHED =
      "Der alte Server bleibt bis zur Abnahme unverändert; ein Abbruch nimmt ihn wieder in Betrieb.";

  private final IncidentDetails incidents;

  IncidentBriefing(IncidentDetails incidents) {
    this.incidents = incidents;
  }

  void addTo(BriefingDraft draft) {
    Optional<String> failed = draft.told("failedElement");
    if (failed.isEmpty()) {
      draft.fact("Ihre Daten", UNTOUCHED);
      return;
    }
    String element = failed.get();
    String incident = draft.told("incidentId").orElse("");
    draft.fact(
        "Schritt",
        incidents.stepName(incident).map(name -> name + " (" + element + ")").orElse(element));
    draft.told("failedSchool").ifPresent(school -> draft.fact("Schule", draft.schoolName(school)));
    incidents
        .machine(draft.migration().id(), element)
        .ifPresent(machine -> draft.fact("Maschine", machine));
    incidents.message(incident).ifPresent(text -> draft.fact("Meldung", text));
    String phase = incidents.phase(incident).orElse("");
    draft.fact("Was jetzt gilt", IncidentTexts.safeNow(draft.migration(), phase, element));
    draft.told("decidedBy").ifPresent(who -> draft.fact("Entschieden von", who));
    draft.told("reason").ifPresent(reason -> draft.fact("Begründung", reason));
    if (!IncidentTexts.tooLateToAbort(phase, element)) {
      draft.fact("Ihre Daten", UNTOUCHED);
    }
    incidents.lastLines(incident).ifPresent(draft::lastTable);
    draft.lastTable(
        new Table(
            "Was die Entscheidungen bedeuten",
            List.of("Entscheidung", "Bedeutung bei diesem Schritt"),
            IncidentTexts.choices(phase, element)));
  }
}
