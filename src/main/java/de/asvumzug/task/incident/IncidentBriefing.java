package de.asvumzug.task.incident;

import de.asvumzug.step.incident.WorkingServers;
import de.asvumzug.task.briefing.Briefing.Table;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.incident.IncidentTexts.Choice;
import de.asvumzug.trail.evidence.EvidenceNames;
import de.asvumzug.trail.evidence.EvidenceReader;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What failed, where, the end of its log, what is safe now, and what each choice means. */
@Component
final class IncidentBriefing {
  private static final String UNTOUCHED =
      "Der alte Server bleibt bis zur Abnahme unverändert; ein Abbruch nimmt ihn wieder in Betrieb.";

  private static final String FAILED = "failedElement";

  private final IncidentDetails incidents;
  private final AbortPolicy aborting;
  private final WayBack wayBack;
  private final WorkingServers servers;
  private final EvidenceReader evidence;

  IncidentBriefing(
      IncidentDetails incidents,
      AbortPolicy aborting,
      WayBack wayBack,
      WorkingServers servers,
      EvidenceReader evidence) {
    this.incidents = incidents;
    this.aborting = aborting;
    this.wayBack = wayBack;
    this.servers = servers;
    this.evidence = evidence;
  }

  void addTo(BriefingDraft draft) {
    Optional<String> failed = draft.told(FAILED);
    if (failed.isEmpty()) {
      draft.fact("Ihre Daten", UNTOUCHED);
      return;
    }
    String element = failed.get();
    String incident = incident(draft);
    draft.fact(
        "Schritt",
        incidents.stepName(incident).map(name -> name + " (" + element + ")").orElse(element));
    draft.told("failedSchool").ifPresent(school -> draft.fact("Schule", draft.schoolName(school)));
    incidents
        .machine(draft.migration().id(), element)
        .ifPresent(machine -> draft.fact("Maschine", machine));
    incidents.message(incident).ifPresent(text -> draft.fact("Meldung", text));
    String phase = incidents.phase(incident).orElse("");
    draft.fact(
        "Was jetzt gilt",
        IncidentTexts.safeNow(
            draft.migration(),
            phase,
            element,
            servers.now(draft.migration().id()),
            compared(draft.migration().id())));
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
            choices(draft).stream()
                .map(choice -> List.of(choice.label(), choice.meaning()))
                .toList()));
  }

  /** The form offers only what is possible for this step. */
  void closeChoices(BriefingDraft draft) {
    choices(draft).stream()
        .filter(choice -> !choice.possible())
        .forEach(choice -> draft.closed("decision", choice.value()));
  }

  /** By the same questions that decide whether an answer is taken. */
  private List<Choice> choices(BriefingDraft draft) {
    String migration = draft.migration().id();
    return IncidentTexts.choices(
        draft.told(FAILED).orElse(""), aborting.isOpen(migration), wayBack.isGone(migration));
  }

  /** How often the step was tried, e.g. {@code dreimal}. */
  String times(BriefingDraft draft) {
    int tries = incidents.tries(incident(draft));
    return switch (tries) {
      case 0, 1 -> "einmal";
      case 2 -> "zweimal";
      case 3 -> "dreimal";
      default -> tries + "-mal";
    };
  }

  boolean hasLog(BriefingDraft draft) {
    return incidents.lastLines(incident(draft)).isPresent();
  }

  private static String incident(BriefingDraft draft) {
    return draft.told("incidentId").orElse("");
  }

  /** Whether the new database was found equal to the old one; between engines, school by school. */
  private boolean compared(String migrationId) {
    return evidence
        .find(migrationId, EvidenceNames.FINGERPRINT_COMPARISON)
        .map(document -> document.path("differences"))
        .filter(differences -> differences.isArray() && differences.isEmpty())
        .isPresent();
  }
}
