package de.asvumzug.task.school;

import de.asvumzug.plan.answer.SchoolAnswers;
import de.asvumzug.task.Completion;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.SchoolVoices;
import de.asvumzug.task.school.SchoolQuestion.Said;

/** A question to a school whose answer the move waits for: a No needs words. */
abstract class SchoolAnswerTask implements SchoolTask {
  static final String AFTER_NO =
      "Die Technik liest Ihre Worte und kümmert sich darum. Danach fragen wir Sie noch einmal; Sie bekommen dazu eine Mail.";
  static final String AFTER_YES =
      "Sobald der Umzug abgenommen ist, bekommen Sie eine Mail. Bitte geben Sie bis dahin noch nichts in ASV ein.";

  private final SchoolAnswers answers;
  private final SchoolVoices voices;
  private final SchoolForm form;

  SchoolAnswerTask(SchoolAnswers answers, SchoolVoices voices, SchoolForm form) {
    this.answers = answers;
    this.voices = voices;
    this.form = form;
  }

  @Override
  public final SchoolForm form() {
    return form;
  }

  @Override
  public final void check(Completion c) {
    Said said = form.question().read(c);
    answers.record(
        c.migrationId(), c.school(), c.element(), c.person(), said.yes(), said.comment());
  }

  /** What was said the last time comes first. */
  @Override
  public void brief(BriefingDraft draft) {
    voices.addDialogue(draft, element());
  }
}
