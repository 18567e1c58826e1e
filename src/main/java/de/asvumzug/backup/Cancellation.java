package de.asvumzug.backup;

/** Ends long work of this application quickly when the step is taken back. */
public final class Cancellation {
  private Cancellation() {}

  public static void check() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("step taken back");
    }
  }
}
