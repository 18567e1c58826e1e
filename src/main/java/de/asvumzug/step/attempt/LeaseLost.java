package de.asvumzug.step.attempt;

/**
 * An attempt belongs to somebody else by now, or has ended: nothing that this worker still has to
 * say about it counts. No failure of the step, which goes on where the attempt is now.
 */
public final class LeaseLost extends RuntimeException {
  LeaseLost(long attemptId) {
    super("attempt " + attemptId + " is in other hands or has ended");
  }
}
