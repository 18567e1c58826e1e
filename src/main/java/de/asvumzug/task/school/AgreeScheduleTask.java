package de.asvumzug.task.school;

import de.asvumzug.plan.answer.Votes;
import de.asvumzug.task.Answers;
import de.asvumzug.task.Completion;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.SchoolVoices;
import de.asvumzug.task.briefing.TaskText;
import org.springframework.stereotype.Component;

/** A school says whether it agrees to the window, or why not. */
@Component
final class AgreeScheduleTask implements SchoolTask {
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
  public Answers answers() {
    return Answers.withComment().yesOrNo("agreed");
  }

  @Override
  public void check(Completion c) {
    boolean agreed = c.yesOrNo("agreed", "Passt der vorgeschlagene Termin?");
    String comment = c.comment(!agreed, "Warum passt der Termin nicht, welcher wäre besser?");
    votes.record(c.migrationId(), c.school(), c.person(), agreed, comment);
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
