package de.asvumzug.task.school;

import de.asvumzug.plan.answer.SchoolAnswers;
import de.asvumzug.task.Answers;
import de.asvumzug.task.Completion;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.SchoolVoices;

/** A question to a school whose answer the move waits for: a No needs words. */
abstract class SchoolAnswerTask implements SchoolTask {
  private final SchoolAnswers answers;
  private final SchoolVoices voices;
  private final String variable;
  private final String question;

  SchoolAnswerTask(SchoolAnswers answers, SchoolVoices voices, String variable, String question) {
    this.answers = answers;
    this.voices = voices;
    this.variable = variable;
    this.question = question;
  }

  @Override
  public final Answers answers() {
    return Answers.withComment().yesOrNo(variable);
  }

  @Override
  public final void check(Completion c) {
    boolean fine = c.yesOrNo(variable, question);
    String comment = c.comment(!fine, "Was fehlt oder stimmt nicht?");
    answers.record(c.migrationId(), c.school(), c.element(), c.person(), fine, comment);
  }

  /** What was said the last time comes first. */
  @Override
  public void brief(BriefingDraft draft) {
    voices.addDialogue(draft, element());
  }
}
