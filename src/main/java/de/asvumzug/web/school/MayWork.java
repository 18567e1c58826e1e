package de.asvumzug.web.school;

import de.asvumzug.common.GermanFormat;
import de.asvumzug.plan.Migration;
import de.asvumzug.step.incident.WorkingServer;
import de.asvumzug.web.move.MoveHead;
import de.asvumzug.web.move.MoveState;
import de.asvumzug.web.move.StepView;
import java.time.Instant;
import java.util.List;

/**
 * Whether a school may work with ASV now: the one thing that a secretary wants to know.
 *
 * @param words German, a sentence or two
 */
public record MayWork(Answer answer, String words) {

  /** CHECK: look, but enter nothing. */
  public enum Answer {
    YES("Ja"),
    NO("Nein"),
    CHECK("Nur zum Prüfen");

    private final String label;

    Answer(String label) {
      this.label = label;
    }

    /** German. */
    public String label() {
      return label;
    }
  }

  /**
   * @param steps of the move, as a school sees them
   * @param end when the move is expected to be over
   */
  static MayWork of(
      Migration plan, MoveState state, List<StepView> steps, Instant end, Instant now) {
    if (state == MoveState.ABORTED || told(steps, "notifyRollback")) {
      return new MayWork(Answer.YES, "Sie arbeiten wie gewohnt auf dem bisherigen Server.");
    }
    if (state == MoveState.DONE || told(steps, "announceDone")) {
      return new MayWork(Answer.YES, "Sie arbeiten auf dem neuen Server.");
    }
    if (state == MoveState.ROLLING_BACK) {
      return new MayWork(
          Answer.NO,
          "Der bisherige Server wird wieder in Betrieb genommen. Sie bekommen eine Nachricht, sobald Sie arbeiten können.");
    }
    WorkingServer server = MoveHead.working(state, steps);
    if (server == WorkingServer.NEW) {
      return new MayWork(
          Answer.CHECK,
          "Bitte sehen Sie Ihre Daten auf dem neuen Server an, aber geben Sie noch nichts ein: Wird der Umzug doch noch abgebrochen, wären Ihre Eingaben weg.");
    }
    // Preparations may last beyond the planned beginning; until that is told, nothing has begun.
    if (server == WorkingServer.OLD && !told(steps, "announceStart")) {
      return new MayWork(
          Answer.YES,
          now.isBefore(plan.window().start())
              ? "Bitte beenden Sie ASV auf allen Arbeitsplätzen vor dem Umzug: %s."
                  .formatted(GermanFormat.full(plan.window().start()))
              : "Der Umzug hat noch nicht begonnen. Sie bekommen eine Nachricht, wenn er beginnt; beenden Sie ASV dann bitte auf allen Arbeitsplätzen.");
    }
    return new MayWork(
        Answer.NO,
        now.isBefore(end)
            ? "Voraussichtlich wieder ab %s. Sie bekommen eine Nachricht."
                .formatted(GermanFormat.full(end))
            : "Es dauert länger als vereinbart. Sie bekommen eine Nachricht, sobald Sie arbeiten können.");
  }

  private static boolean told(List<StepView> steps, String element) {
    return steps.stream()
        .anyMatch(step -> step.element().equals(element) && step.state() == StepView.State.ENDED);
  }
}
