package de.asvumzug.task.back;

import de.asvumzug.task.Answers;
import de.asvumzug.task.Completion;
import de.asvumzug.task.PersonTask;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.EvidenceTables;
import de.asvumzug.task.briefing.TaskText;
import de.asvumzug.trail.evidence.EvidenceNames;
import org.springframework.stereotype.Component;

/** Somebody clears up why the old server is not as it was when it was stopped. */
@Component
final class ConfirmSourceChangedTask implements PersonTask {
  private final EvidenceTables evidence;

  ConfirmSourceChangedTask(EvidenceTables evidence) {
    this.evidence = evidence;
  }

  @Override
  public String element() {
    return "confirmSourceChanged";
  }

  @Override
  public Answers answers() {
    return Answers.DONE;
  }

  @Override
  public void check(Completion c) {
    c.confirmed("done", "Die Abweichung ist geklärt.");
    c.comment(true, "Woher kommt die Abweichung?");
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Abweichung auf dem alten Server klären",
        "Der Umzug wird zurückgenommen. Der alte Server hat nicht mehr denselben Stand wie beim Anhalten.",
        "Klären Sie anhand der Tabelle, wer seitdem dort gearbeitet hat und was sich geändert hat.",
        "Die Sicherung dieses Umzugs liegt weiter auf dem alten Server; sie zeigt den Stand beim Anhalten.",
        "Erst nach Ihrer Bestätigung geht der alte Server wieder in Betrieb.");
  }

  @Override
  public void brief(BriefingDraft draft) {
    evidence
        .findings(draft.migration(), EvidenceNames.SOURCE_UNCHANGED, "Abweichungen")
        .ifPresent(draft::table);
  }
}
