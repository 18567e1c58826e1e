package de.asvumzug.step.start;

import de.asvumzug.host.FencingToken;
import java.util.function.LongSupplier;

/**
 * Makes the proof that one server of a move is stopped and the start of the other one act, whoever
 * carries the steps out: two nodes must not each prove first and start then (rule I1).
 */
public interface StartLock {

  /** Waits until no other start of this move is under way. */
  <T> T alone(String migrationId, Start<T> start) throws Exception;

  /** What is done while nobody else starts anything of the move. */
  @FunctionalInterface
  interface Start<T> {
    T with(Permit permit) throws Exception;
  }

  /**
   * Possession of the lock, which can be lost without a word when the line to its keeper breaks.
   */
  interface Permit {

    /** Higher than that of every start before; machines refuse what comes with an earlier one. */
    FencingToken token();

    /**
     * To be asked between proof and start.
     *
     * @throws org.springframework.dao.DataAccessResourceFailureException if the lock is not ours
     *     any more: no failure of the step, which proves and starts anew
     */
    void demand();
  }

  /**
   * Where one process carries out all steps of a move, as a worker on site does for its own.
   *
   * @param numbers each higher than those before, over restarts too
   */
  static StartLock within(LongSupplier numbers) {
    return new StartLock() {
      @Override
      public synchronized <T> T alone(String migrationId, Start<T> start) throws Exception {
        FencingToken token = new FencingToken(migrationId, numbers.getAsLong());
        return start.with(
            new Permit() {
              @Override
              public FencingToken token() {
                return token;
              }

              @Override
              public void demand() {}
            });
      }
    };
  }
}
