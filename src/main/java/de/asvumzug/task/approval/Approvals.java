package de.asvumzug.task.approval;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.task.Completion;
import de.asvumzug.task.TaskRefused;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.trail.evidence.Evidence;
import de.asvumzug.trail.evidence.EvidenceFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Binds a decision to what the person saw: the form shows the state's checksum and sends it back,
 * and what is decided counts for that state only.
 */
@Component
public final class Approvals {
  private static final int SHORT = 12;

  private final ApprovedStates states;
  private final MigrationLookup migrations;
  private final EvidenceFactory evidence;

  Approvals(ApprovedStates states, MigrationLookup migrations, EvidenceFactory evidence) {
    this.states = states;
    this.migrations = migrations;
    this.evidence = evidence;
  }

  /** Shows the state, where to see it whole, and what the form has to send back. */
  public void addTo(BriefingDraft draft) {
    Migration plan = draft.migration();
    ApprovedState state = states.now(plan);
    draft.fact(
        "Was Sie freigeben",
        "Modelle %s, Plan Fassung %d, %d Nachweise; zusammen %s"
            .formatted(
                state.modelsSha256().substring(0, SHORT),
                state.revision(),
                state.evidence().size(),
                state.sha256().substring(0, SHORT)));
    draft.link("Diagramm, wie es laufen wird", "/umzuege/" + plan.id() + "#h-diagramm");
    draft.link("Plan, wie er gilt", "/umzuege/" + plan.id() + "#h-plan");
    draft.shown(state.sha256());
  }

  /**
   * Keeps what was approved, by whom.
   *
   * @throws TaskRefused if it is not what the form has shown
   */
  public void record(Completion c) {
    ApprovedState state = states.now(migrations.get(c.migrationId()));
    Optional<String> shown = c.takeShown();
    if (shown.isPresent() && !shown.get().equals(state.sha256())) {
      throw new TaskRefused(
          "Seit Sie die Aufgabe geöffnet haben, hat sich etwas von dem geändert, was Sie freigeben:"
              + " Plan, Fenster, Modelle oder Nachweise. Bitte laden Sie die Seite neu und lesen"
              + " Sie es noch einmal.");
    }
    Approval approval =
        new Approval(
            c.element(),
            c.person(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS),
            state.sha256(),
            state.modelsSha256(),
            state.evidenceSha256(),
            shown.isPresent(),
            state);
    of(c).store(Approval.evidence(c.element()), approval);
  }

  /**
   * Whether models and plan are those that an earlier decision was about. A window may have moved
   * since, and checks were made anew: both are decided on by themselves.
   *
   * @throws TaskRefused if they are not
   */
  public void requireSameAs(Completion c, String earlier, String didWhat) {
    of(c)
        .find(Approval.evidence(earlier), Approval.class)
        .ifPresent(
            approval -> {
              ApprovedState now = states.now(migrations.get(c.migrationId()));
              if (!approval.modelsSha256().equals(now.modelsSha256())) {
                throw refused(approval, didWhat, "Modelle", "nach anderen Modellen");
              }
              if (!approval.state().planSha256().equals(now.planSha256())) {
                throw refused(approval, didWhat, "Plan", "nach einem anderen Plan");
              }
            });
  }

  private static TaskRefused refused(Approval approval, String didWhat, String what, String how) {
    return new TaskRefused(
        "%s hat %s, aber der Umzug würde jetzt %s laufen. Diese Freigabe gilt dafür nicht (%s). Bitte brechen Sie ab und planen Sie neu, oder lassen Sie klären, wer das geändert hat."
            .formatted(approval.person(), didWhat, how, what));
  }

  private Evidence of(Completion c) {
    return evidence.of(c.migrationId(), c.element(), c.person(), null, null);
  }
}
