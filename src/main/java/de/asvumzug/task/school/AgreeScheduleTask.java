package de.asvumzug.task.school;

import de.asvumzug.plan.answer.Votes;
import de.asvumzug.task.Completion;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.SchoolVoices;
import de.asvumzug.task.briefing.TaskText;
import de.asvumzug.task.school.SchoolQuestion.Said;
import de.asvumzug.task.school.YesOrNo.Option;
import org.springframework.stereotype.Component;

/** A school says whether it agrees to the window, or why not. */
@Component
final class AgreeScheduleTask implements SchoolTask {
  private static final SchoolForm FORM =
      SchoolForm.of(
          new YesOrNo(
              "agreed",
              "Passt der Termin?",
              new Option(
                  "Ja, der Termin passt",
                  "Haben alle Schulen zugesagt, bekommen Sie eine Mail, dass der Termin feststeht. Am Tag vorher bekommen Sie noch eine."),
              new Option(
                  "Nein, bitte ein anderer Termin",
                  "Die Technik liest Ihre Worte und schlägt einen neuen Termin vor. Dann fragen wir alle Schulen noch einmal; Sie bekommen dazu eine Mail."),
              "Warum passt der Termin nicht, welcher wäre besser?"),
          "Wenn der Termin nicht passt: warum nicht, und welcher wäre besser?");

  private final Votes votes;
  private final SchoolVoices voices;

  AgreeScheduleTask(Votes votes, SchoolVoices voices) {
    this.votes = votes;
    this.voices = voices;
  }

  @Override
  public String element() {
    return "agreeSchedule";
  }

  @Override
  public SchoolForm form() {
    return FORM;
  }

  @Override
  public void check(Completion c) {
    Said said = FORM.question().read(c);
    votes.record(c.migrationId(), c.school(), c.person(), said.yes(), said.comment());
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Termin abstimmen",
        "Der ASV-Server Ihrer Schule zieht um. In dieser Zeit kann niemand mit ASV arbeiten.",
        "Prüfen Sie, ob der Termin mit Zeugnissen, Prüfungen und Meldungen vereinbar ist.",
        "Sagen Sie zu, oder schlagen Sie im Feld „Bemerkung“ einen anderen Termin vor.");
  }

  @Override
  public void brief(BriefingDraft draft) {
    voices.addProposal(draft);
  }
}
