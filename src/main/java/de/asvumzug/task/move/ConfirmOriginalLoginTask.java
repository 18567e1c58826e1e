package de.asvumzug.task.move;

import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.EvidenceTables;
import de.asvumzug.task.briefing.TaskText;
import org.springframework.stereotype.Component;

/** The new server lets in whom the restored data knows. */
@Component
final class ConfirmOriginalLoginTask extends LoginTask {
  private final EvidenceTables evidence;

  ConfirmOriginalLoginTask(EvidenceTables evidence) {
    this.evidence = evidence;
  }

  @Override
  public String element() {
    return "confirmOriginalLogin";
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Anmeldung mit ursprünglicher Kennung prüfen",
        "Die Daten sind auf dem neuen Server eingespielt.",
        "Melden Sie sich mit dem ASV-Client als Systemadministrator mit der ursprünglichen Kennung an.",
        "Vergleichen Sie stichprobenartig die Zahlen unten mit dem, was Sie in ASV sehen.");
  }

  @Override
  public void brief(BriefingDraft draft) {
    evidence.numbers(draft.migration(), draft.school()).ifPresent(draft::table);
  }
}
