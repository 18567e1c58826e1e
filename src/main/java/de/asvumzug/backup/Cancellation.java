package de.asvumzug.backup;

/** Ends long work of this application quickly when the step is taken back. */
final class Cancellation {
  private Cancellation() {}

  static void check() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("step taken back");
    }
  }
}
