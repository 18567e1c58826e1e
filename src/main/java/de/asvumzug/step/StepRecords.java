package de.asvumzug.step;

import de.asvumzug.host.Progress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Attempts at steps and how they ended: in the database at the centre, over HTTPS on site. Every
 * method may be repeated after its answer was lost.
 */
public interface StepRecords {

  /**
   * The attempt to work on: the one of this external task that is running or done, else a new one.
   * Numbers go on over loops in the model, so that no two attempts ever share a job key.
   */
  Attempt takeUp(StepTask task, String worker);

  /**
   * Whether the newest decision about an incident of this task was that a person does its work. It
   * holds over restarts and further tries, until a plain retry is decided.
   */
  boolean decidedByHand(StepTask task);

  /** Attempts of the same move that count as running under another external task. */
  List<Orphan> runningBeside(StepTask task);

  /**
   * Ended attempts of the same move's steps that are done, each with the external task that
   * finished the step. Their jobs are of no more use once the engine has let go of that task.
   *
   * @param attempt says which move; it may have ended
   */
  List<Orphan> doneBeside(Attempt attempt);

  void done(Attempt attempt, Map<String, Object> outcome);

  /** Ends the attempt and says so on the trail, both or neither. */
  void failed(StepTask task, Attempt attempt, String message);

  /** Ends an attempt that was taken back and says so on the trail, both or neither. */
  void cancelled(StepTask task, Attempt attempt);

  /** Ends an attempt whose step the engine has ended while nobody worked on it. */
  void cancelled(Orphan orphan);

  void progress(Attempt attempt, Progress progress);

  /** An attempt of the same move under another external task. */
  record Orphan(
      long id,
      String externalTaskId,
      String processInstanceId,
      String element,
      String school,
      int number) {

    /** The attempt, seen from another task. */
    public static Orphan of(StepTask task, Attempt attempt) {
      return new Orphan(
          attempt.id(),
          task.id(),
          task.processInstanceId(),
          task.element(),
          task.schoolOrEmpty(),
          attempt.number());
    }

    String keyPrefix() {
      return StepTask.key(
              processInstanceId, element, Optional.of(school).filter(s -> !s.isEmpty()), number)
          + ".";
    }
  }
}
