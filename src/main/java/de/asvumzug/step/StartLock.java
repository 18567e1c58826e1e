package de.asvumzug.step;

import java.util.concurrent.Callable;

/**
 * Makes the proof that one server of a move is stopped and the start of the other one act, whoever
 * carries the steps out: two nodes must not each prove first and start then (rule I1).
 */
public interface StartLock {
  /** Where one process carries out all steps of a move, as a worker on site does for its own. */
  StartLock NONE =
      new StartLock() {
        @Override
        public <T> T alone(String migrationId, Callable<T> start) throws Exception {
          return start.call();
        }
      };

  /** Waits until no other start of this move is under way. */
  <T> T alone(String migrationId, Callable<T> start) throws Exception;
}
