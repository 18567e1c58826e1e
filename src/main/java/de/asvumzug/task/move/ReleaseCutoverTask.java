package de.asvumzug.task.move;

import de.asvumzug.step.CheckValidity;
import de.asvumzug.task.Answers;
import de.asvumzug.task.Candidate;
import de.asvumzug.task.Completion;
import de.asvumzug.task.PersonTask;
import de.asvumzug.task.SecondPerson;
import de.asvumzug.task.TaskRefused;
import de.asvumzug.task.approval.Approvals;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.TaskText;
import de.asvumzug.task.finding.OverrulingTables;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A second person lets the old server be stopped, as long as the checks are fresh. */
@Component
final class ReleaseCutoverTask implements PersonTask {
  private final SecondPerson secondPerson;
  private final CheckValidity checks;
  private final OverrulingTables overrulings;
  private final Approvals approvals;

  ReleaseCutoverTask(
      SecondPerson secondPerson,
      CheckValidity checks,
      OverrulingTables overrulings,
      Approvals approvals) {
    this.approvals = approvals;
    this.secondPerson = secondPerson;
    this.checks = checks;
    this.overrulings = overrulings;
  }

  @Override
  public String element() {
    return "releaseCutover";
  }

  @Override
  public Answers answers() {
    return Answers.withComment().yesOrNo("released").withShown();
  }

  @Override
  public Optional<TaskRefused> refusal(Candidate c) {
    return secondPerson.refusalInMove(
        c, "confirmPreparation", "die Vorarbeiten bestätigt hat", "die Umstellung freigeben");
  }

  @Override
  public void check(Completion c) {
    c.confirmation("released", "Die Umstellung wird freigegeben.");
    checks
        .refusal(c.migrationId())
        .ifPresent(
            reason -> {
              throw new TaskRefused(reason);
            });
    approvals.requireSameAs(c, "confirmPreparation", "die Vorarbeiten bestätigt");
    approvals.record(c);
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Umstellung freigeben",
        "Mit Ihrer Freigabe wird der alte Server angehalten. Freigeben muss eine zweite Person, nicht dieselbe wie bei den Vorarbeiten.",
        "Vergewissern Sie sich, dass niemand mehr an der Schule in ASV arbeitet.",
        "Stehen unten überstimmte Befunde: Lesen Sie Begründung und zweite Person, und geben Sie nur frei, wenn Sie das mittragen.",
        "Geben Sie erst frei, wenn das Zeitfenster begonnen hat und jemand erreichbar ist.");
  }

  @Override
  public void brief(BriefingDraft draft) {
    approvals.addTo(draft);
    overrulings.agreed(draft.migration()).ifPresent(draft::table);
  }

  @Override
  public boolean needsPassword() {
    return true;
  }
}
