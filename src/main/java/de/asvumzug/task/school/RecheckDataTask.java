package de.asvumzug.task.school;

import de.asvumzug.plan.answer.SchoolAnswers;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.EvidenceTables;
import de.asvumzug.task.briefing.SchoolVoices;
import de.asvumzug.task.briefing.TaskText;
import org.springframework.stereotype.Component;

/** A school looks whether its data is all there. */
@Component
final class RecheckDataTask extends SchoolAnswerTask {
  private final EvidenceTables evidence;

  RecheckDataTask(SchoolAnswers answers, SchoolVoices voices, EvidenceTables evidence) {
    super(answers, voices, "dataComplete", "Sind Ihre Daten vollständig?");
    this.evidence = evidence;
  }

  @Override
  public String element() {
    return "recheckData";
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Daten prüfen",
        "Bitte prüfen Sie, ob Ihre Schule auf dem neuen Server vollständig ist.",
        "Vergleichen Sie die Zahlen unten mit ASV.",
        "Öffnen Sie stichprobenartig Schüler, Klassen, Lehrkräfte, Noten und Berichte.");
  }

  @Override
  public void brief(BriefingDraft draft) {
    super.brief(draft);
    evidence.numbers(draft.migration(), draft.school()).ifPresent(draft::table);
  }
}
