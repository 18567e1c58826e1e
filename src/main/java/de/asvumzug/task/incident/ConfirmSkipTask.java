package de.asvumzug.task.incident;

import de.asvumzug.task.Answers;
import de.asvumzug.task.Candidate;
import de.asvumzug.task.Completion;
import de.asvumzug.task.PersonTask;
import de.asvumzug.task.SecondPerson;
import de.asvumzug.task.TaskRefused;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.TaskText;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A second person lets a step be skipped (rule I8). */
@Component
final class ConfirmSkipTask implements PersonTask {
  private final SecondPerson secondPerson;
  private final IncidentBriefing incidents;

  ConfirmSkipTask(SecondPerson secondPerson, IncidentBriefing incidents) {
    this.secondPerson = secondPerson;
    this.incidents = incidents;
  }

  @Override
  public String element() {
    return "confirmSkip";
  }

  @Override
  public Answers answers() {
    return Answers.withComment().yesOrNo("skipConfirmed");
  }

  @Override
  public Optional<TaskRefused> refusal(Candidate c) {
    return secondPerson.refusalInInstance(
        c, "handleIncident", "über das Überspringen entschieden hat", "es bestätigen");
  }

  @Override
  public void check(Completion c) {
    c.comment(
        !c.yesOrNo("skipConfirmed", "Darf der Schritt übersprungen werden?"),
        "Warum darf der Schritt nicht übersprungen werden?");
    c.rememberPerson("confirmedBy");
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Überspringen bestätigen",
        "Ein Schritt soll übersprungen werden. Das braucht eine zweite Person.",
        "Prüfen Sie die Begründung und die Folgen.",
        "Lehnen Sie ab, wenn Sie unsicher sind.");
  }

  @Override
  public void brief(BriefingDraft draft) {
    draft
        .told("failedElement")
        .ifPresent(step -> draft.fact("Folge des Überspringens", IncidentTexts.skipped(step)));
    incidents.addTo(draft);
  }

  @Override
  public boolean needsPassword() {
    return true;
  }
}
