package de.asvumzug.task.move;

import de.asvumzug.task.Answers;
import de.asvumzug.task.Completion;
import de.asvumzug.task.PersonTask;
import de.asvumzug.task.approval.Approvals;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.TaskText;
import org.springframework.stereotype.Component;

/** Who runs a server of many schools gives a school away, or takes one in. */
@Component
final class ApproveMoveTask implements PersonTask {
  private final Approvals approvals;

  ApproveMoveTask(Approvals approvals) {
    this.approvals = approvals;
  }

  @Override
  public String element() {
    return "approveMove";
  }

  @Override
  public Answers answers() {
    return Answers.withComment().yesOrNo("approved").withShown();
  }

  @Override
  public void check(Completion c) {
    c.confirmation("approved", "Der Umzug ist mit dem Betrieb vereinbar.");
    approvals.record(c);
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Umzug genehmigen",
        "Eine regional-zentrale Installation gibt eine Schule ab oder nimmt eine auf.",
        "Prüfen Sie, ob der Umzug mit Ihrem Betrieb vereinbar ist.",
        "Ihre Zustimmung wird im Protokoll festgehalten.");
  }

  @Override
  public void brief(BriefingDraft draft) {
    approvals.addTo(draft);
  }
}
