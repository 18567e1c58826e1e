package de.asvumzug.task.finding;

import de.asvumzug.check.finding.Overruling;
import de.asvumzug.check.finding.OverrulingRepository;
import de.asvumzug.task.Answers;
import de.asvumzug.task.Candidate;
import de.asvumzug.task.Completion;
import de.asvumzug.task.PersonTask;
import de.asvumzug.task.SecondPerson;
import de.asvumzug.task.TaskRefused;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.TaskText;
import de.asvumzug.trail.AuditTrail;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The second person agrees to all that was asked to be overruled, or to nothing. */
@Component
final class ConfirmOverruleTask implements PersonTask {
  private static final String DID_WHAT = "das Überstimmen verlangt hat";
  private static final String MAY_NOT = "es bestätigen";

  private final OverrulingRepository store;
  private final SecondPerson secondPerson;
  private final OverrulingTables overrulings;
  private final MachineFindings machines;
  private final AuditTrail trail;

  ConfirmOverruleTask(
      OverrulingRepository store,
      SecondPerson secondPerson,
      OverrulingTables overrulings,
      MachineFindings machines,
      AuditTrail trail) {
    this.store = store;
    this.secondPerson = secondPerson;
    this.overrulings = overrulings;
    this.machines = machines;
    this.trail = trail;
  }

  @Override
  public String element() {
    return "confirmOverrule";
  }

  @Override
  public Answers answers() {
    return Answers.withComment().yesOrNo("overruleConfirmed");
  }

  @Override
  public Optional<TaskRefused> refusal(Candidate c) {
    boolean asked =
        store.asked(c.processInstance()).stream().anyMatch(one -> one.askedBy().equals(c.person()));
    return asked
        ? Optional.of(SecondPerson.refused(DID_WHAT, MAY_NOT))
        : secondPerson.refusalInInstance(c, "resolveFindings", DID_WHAT, MAY_NOT);
  }

  @Override
  public void check(Completion c) {
    boolean agreed = c.yesOrNo("overruleConfirmed", "Dürfen diese Befunde überstimmt werden?");
    String comment = c.comment(!agreed, "Warum dürfen sie nicht überstimmt werden?");
    List<Overruling> asked = store.asked(c.processInstance());
    store.decide(c.processInstance(), c.person(), agreed, comment);
    trail.append(
        c.decision(
            agreed
                ? "Überstimmt: Der Umzug darf trotz dieser Befunde weitergehen."
                : "Nicht überstimmt: Die Befunde sind zu beheben.",
            Map.of(
                "findings",
                asked.stream().map(ConfirmOverruleTask::said).toList(),
                "askedBy",
                asked.stream()
                    .map(Overruling::askedBy)
                    .distinct()
                    .collect(Collectors.joining(", ")),
                "decidedBy",
                c.person())));
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Überstimmen bestätigen",
        "Der Umzug soll trotz eines Befundes weitergehen. Das braucht eine zweite Person.",
        "Lesen Sie in der Tabelle „Überstimmungen“, was gemessen wurde und warum es trotzdem weitergehen soll; was „steht aus“, bestätigen Sie.",
        "Ihre Antwort gilt, solange der Befund dasselbe sagt und nicht schlimmer wird. Sie steht im Protokoll und bei der Freigabe der Umstellung.",
        "Lehnen Sie ab, wenn Sie unsicher sind.");
  }

  @Override
  public void brief(BriefingDraft draft) {
    overrulings.asked(draft.migration()).ifPresent(draft::table);
    machines.addTo(draft);
  }

  @Override
  public boolean needsPassword() {
    return true;
  }

  private static Map<String, Object> said(Overruling one) {
    return OverrulingTables.said(
        BlockingFindings.end(one.side()) + ": " + one.title(), one.reading(), one.reason());
  }
}
