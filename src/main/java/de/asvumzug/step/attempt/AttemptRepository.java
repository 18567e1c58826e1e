package de.asvumzug.step.attempt;

import de.asvumzug.host.job.Progress;
import de.asvumzug.step.StepTask;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Attempts at steps and how they ended: in the database at the centre, over HTTPS on site. Every
 * method may be repeated after its answer was lost.
 *
 * <p>An attempt belongs to one worker at a time, by a lease. Every write of a worker whose lease is
 * over and has been given to another fails with {@link LeaseLost} and changes nothing.
 */
public interface AttemptRepository {

  /**
   * The attempt to work on: the one of this external task that is running or done, else a new one.
   * Numbers go on over loops in the model, so that no two attempts ever share a job key. It belongs
   * to this worker from now on; another one that worked on it has lost its lease.
   *
   * @param lease how long the worker counts as alive without {@link #renew}
   */
  Attempt takeUp(StepTask task, String worker, Duration lease);

  /** A sign of life: the worker has the attempt for that much longer. */
  void renew(Attempt attempt, Duration lease);

  /**
   * Takes an attempt whose step the engine has ended from its worker: at once if that is this
   * worker itself, else when its lease is over.
   *
   * @return the attempt in this worker's hands; empty while the other one may still work on it, and
   *     when it has ended
   */
  Optional<Orphan> takeOver(Orphan orphan, String worker, Duration lease);

  /** A number for a start, higher than every one before. */
  long nextStartNumber();

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

  /** Ends an attempt that was taken over and says so on the trail, both or neither. */
  void cancelled(Orphan orphan);

  void progress(Attempt attempt, Progress progress);

  /**
   * An attempt of the same move under another external task.
   *
   * @param lease see {@link Attempt}
   * @param worker who has it
   */
  public record Orphan(
      long id,
      long lease,
      String worker,
      String migrationId,
      String externalTaskId,
      String processInstanceId,
      String element,
      String school,
      int number) {

    /** The attempt, seen from another task. */
    public static Orphan of(StepTask task, Attempt attempt) {
      return new Orphan(
          attempt.id(),
          attempt.lease(),
          "",
          task.migrationId(),
          task.id(),
          task.processInstanceId(),
          task.element(),
          task.schoolOrEmpty(),
          attempt.number());
    }

    public StepTask task() {
      return new StepTask(
          externalTaskId,
          element,
          processInstanceId,
          migrationId,
          Optional.of(school).filter(s -> !s.isEmpty()),
          Optional.empty(),
          null);
    }

    /** Base of the keys of its jobs and commands. */
    public String key() {
      return task().key(number);
    }
  }
}
