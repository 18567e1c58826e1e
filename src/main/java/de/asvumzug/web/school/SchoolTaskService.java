package de.asvumzug.web.school;

import de.asvumzug.plan.Window;
import de.asvumzug.task.TaskRefused;
import de.asvumzug.task.briefing.Briefing;
import de.asvumzug.task.briefing.Briefing.Fact;
import de.asvumzug.task.school.SchoolTask;
import de.asvumzug.web.command.NotPossibleNow;
import de.asvumzug.web.move.Viewer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The tasks of a school, one at a time: what stands in it, its answer, and what it answered. */
public interface SchoolTaskService {

  /**
   * A task that waits.
   *
   * @param id the engine's id
   * @param name German
   * @param due null if it may wait
   * @param window of the move
   * @param holder user id of somebody else who has claimed it; null if nobody else has
   * @param task what it asks; null if this version has no page for it
   * @param news what was said about it before; the briefing has it, too
   */
  record Waiting(
      String id,
      String name,
      String migrationId,
      Window window,
      Instant due,
      String holder,
      SchoolTask task,
      List<Fact> news,
      Briefing briefing) {

    public Waiting {
      news = List.copyOf(news);
    }
  }

  /**
   * A task that waits no more.
   *
   * @param by user id of who answered; null if it was withdrawn
   * @param said what was answered; null if it was withdrawn
   * @param task what it asked; null if this version has no page for it
   */
  record Over(String id, String name, Instant at, String by, SchoolReply said, SchoolTask task) {

    public boolean withdrawn() {
      return by == null;
    }
  }

  /** Empty for one that waits for others, is over, or never was. */
  Optional<Waiting> waiting(String id, Viewer viewer);

  /** Empty for one that waited for others, still waits, or never was. */
  Optional<Over> over(String id, Viewer viewer);

  /**
   * Takes the task over and completes it, in one transaction and in the viewer's name: with the
   * checks and lines on the trail that the Tasklist has.
   *
   * @throws TaskRefused (German) if it may not be completed like this
   * @throws NotPossibleNow (German) if another person must do it
   * @throws TaskGone if it does not wait for this viewer
   */
  void answer(String id, SchoolReply reply, Viewer viewer);

  /** The task does not wait for this viewer: it is over, another's, or was never given. */
  final class TaskGone extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
