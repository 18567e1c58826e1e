package de.asvumzug.web.school;

import de.asvumzug.plan.Migration;
import de.asvumzug.step.incident.WorkingServer;
import de.asvumzug.task.briefing.SchoolVoices.SchoolSaid;
import de.asvumzug.web.move.MoveHead;
import de.asvumzug.web.move.MoveState;
import de.asvumzug.web.move.MoveView;
import de.asvumzug.web.move.Moves;
import de.asvumzug.web.move.StepView;
import de.asvumzug.web.move.Viewer;
import de.asvumzug.web.school.SchoolTasks.OpenTask;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/** The moves that a school takes part in, in the words of a school. */
@Service
class SchoolMoves {
  private final Moves moves;
  private final SchoolTasks tasks;
  private final ConfirmedTasks confirmed;

  SchoolMoves(Moves moves, SchoolTasks tasks, ConfirmedTasks confirmed) {
    this.confirmed = confirmed;
    this.moves = moves;
    this.tasks = tasks;
  }

  /** Of every move that is not over at the top, the newest one first. */
  List<SchoolMove> of(Viewer viewer, Instant now) {
    List<OpenTask> open = tasks.open(viewer.groups());
    return moves.ofSchools(viewer).stream()
        .sorted(SchoolMoves::currentFirst)
        .map(move -> of(move, open, viewer, now))
        .toList();
  }

  /** Whether this school may work; empty if it takes no part in such a move. */
  Optional<MayWork> mayWork(String id, Viewer viewer, Instant now) {
    return of(viewer, now).stream()
        .filter(move -> move.id().equals(id))
        .map(SchoolMove::work)
        .findFirst();
  }

  private static int currentFirst(MoveView one, MoveView other) {
    int over = Boolean.compare(one.status().state().over(), other.status().state().over());
    return over != 0 ? over : other.id().compareTo(one.id());
  }

  private SchoolMove of(MoveView move, List<OpenTask> open, Viewer viewer, Instant now) {
    Migration plan = move.plan();
    List<StepView> steps = moves.steps(move.id(), viewer);
    MoveHead head = moves.head(move, steps, viewer);
    Instant end = Optional.ofNullable(head.outlook().expectedEnd()).orElse(plan.window().end());
    MayWork work = MayWork.of(plan, move.status().state(), steps, end, now);
    return new SchoolMove(
        move.id(),
        plan.schools(),
        plan.window(),
        what(move.status().state(), work, MoveHead.working(move.status().state(), steps)),
        work,
        head,
        open.stream().filter(task -> task.migrationId().equals(move.id())).toList(),
        said(move.id(), viewer),
        plan.contacts() == null ? List.of() : plan.contacts().forQuestions());
  }

  private List<SchoolSaid> said(String id, Viewer viewer) {
    return Stream.concat(
            moves.said(id, viewer).stream(), confirmed.of(viewer.schoolGroups(), id).stream())
        .sorted(Comparator.comparing(SchoolSaid::at))
        .toList();
  }

  private static String what(MoveState state, MayWork work, WorkingServer server) {
    if (state == MoveState.ABORTED) {
      return "Der Umzug findet nicht statt oder wurde abgebrochen.";
    }
    if (state == MoveState.ROLLING_BACK) {
      return work.answer() == MayWork.Answer.YES
          ? "Der Umzug wurde abgebrochen; der bisherige Server arbeitet wieder."
          : "Der Umzug wird abgebrochen.";
    }
    return switch (work.answer()) {
      case CHECK -> "Ihre Daten sind auf dem neuen Server. Jetzt prüfen die Schulen.";
      case YES ->
          server == WorkingServer.OLD
              ? "Der Umzug auf den neuen Server wird vorbereitet."
              : "Der Umzug ist abgeschlossen.";
      case NO -> "Der Umzug läuft: Ihre Daten werden auf den neuen Server gebracht.";
    };
  }
}
