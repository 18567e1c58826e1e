package de.asvumzug.task.school;

import de.asvumzug.plan.answer.SchoolAnswers;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.EvidenceTables;
import de.asvumzug.task.briefing.SchoolVoices;
import de.asvumzug.task.briefing.TaskText;
import de.asvumzug.task.school.YesOrNo.Option;
import org.springframework.stereotype.Component;

/** A school looks whether its data is all there. */
@Component
final class RecheckDataTask extends SchoolAnswerTask {
  private static final SchoolForm FORM =
      SchoolForm.of(
          new YesOrNo(
              "dataComplete",
              "Sind Ihre Daten vollständig?",
              new Option("Ja, alles ist da", AFTER_YES),
              new Option("Nein, etwas fehlt oder stimmt nicht", AFTER_NO),
              "Was fehlt oder stimmt nicht?"),
          "Wenn nicht: Was fehlt oder stimmt nicht? Bitte keine Namen von Schülerinnen und Schülern angeben.");

  private final EvidenceTables evidence;

  RecheckDataTask(SchoolAnswers answers, SchoolVoices voices, EvidenceTables evidence) {
    super(answers, voices, FORM);
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
