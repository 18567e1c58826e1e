package de.asvumzug.backup.tenant;

import de.asvumzug.backup.BackupContext;
import de.asvumzug.host.Host;

/**
 * Counts the places on machines, and lets work in when there are enough, first come first served.
 */
public interface ShareQueue {

  /**
   * A wish for places on a machine.
   *
   * @param act whose work it is: one at a time has a place on a machine
   * @param places how many it takes
   * @param total how many the machine has
   */
  record Wish(Host machine, BackupContext act, int places, int total) {}

  /** What is done inside. */
  @FunctionalInterface
  interface Work<T> {
    T call(Place place) throws Exception;
  }

  /** A place that somebody has. */
  @FunctionalInterface
  interface Place {

    /** Throws unless the place is ours for long enough to begin something on the machine. */
    void requireOurs();
  }

  /**
   * Waits for the end of what the step has left running on the machine, then for its turn. The
   * place is given back with the work's end, but not as long as a job of the step runs on.
   */
  <T> T with(Wish wish, Work<T> work) throws Exception;
}
