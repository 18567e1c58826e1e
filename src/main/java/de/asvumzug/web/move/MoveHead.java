package de.asvumzug.web.move;

import de.asvumzug.step.incident.WorkingServer;
import de.asvumzug.step.incident.WorkingServer.Change;
import de.asvumzug.web.move.MoveOutlook.Outlook;
import java.util.Comparator;
import java.util.List;

/**
 * What stands at the top of a move's page.
 *
 * @param failures one German sentence a failed step: what, why, and who has the task
 * @param server German: which server is to work for the schools of the move now
 * @param notice German: what a school must know that cannot work; null if there is nothing, and for
 *     staff
 * @param turns whose turn it is; empty for schools
 * @param outlook what is known beside the steps
 */
public record MoveHead(
    List<String> failures, String server, String notice, List<Turn> turns, Outlook outlook) {
  private static final String NOT_YET =
      " Bitte arbeiten Sie nicht mit ASV, bis Sie eine Nachricht bekommen.";

  static MoveHead forStaff(
      MoveView move, List<StepView> steps, List<String> failures, Outlook outlook) {
    return new MoveHead(
        failures,
        working(move.status().state(), steps).label(),
        null,
        Turn.of(move.plan(), steps),
        outlook);
  }

  /** Without what failed: a message may quote a machine. */
  static MoveHead forSchool(MoveState state, List<StepView> steps, Outlook outlook) {
    WorkingServer server = working(state, steps);
    return new MoveHead(
        List.of(), server.label(), notice(state, server), List.of(), outlook.forSchool());
  }

  private static String notice(MoveState state, WorkingServer server) {
    if (!server.none()) {
      return null;
    }
    return switch (state) {
      case TROUBLE ->
          "Bei der Umstellung gibt es eine Störung, die Technik arbeitet daran. Auf dem alten Server sind die Daten unverändert."
              + NOT_YET;
      case ROLLING_BACK ->
          "Der Umzug wird abgebrochen. Der alte Server wird mit den Daten von vor dem Umzug wieder in Betrieb genommen."
              + NOT_YET;
      default -> null;
    };
  }

  /** What the models' steps say that start and stop servers and lock schools. */
  public static WorkingServer working(MoveState state, List<StepView> steps) {
    return switch (state) {
      case DONE -> WorkingServer.NEW;
      case ABORTED -> WorkingServer.OLD;
      default ->
          WorkingServer.after(
              steps.stream()
                  .sorted(Comparator.comparing(StepView::startedAt))
                  .map(MoveHead::change)
                  .toList());
    };
  }

  private static Change change(StepView step) {
    return new Change(step.model(), step.element(), step.state() == StepView.State.ENDED);
  }
}
