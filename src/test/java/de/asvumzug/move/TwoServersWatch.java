package de.asvumzug.move;

import de.asvumzug.lab.Lab;
import de.asvumzug.lab.LabMachine;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks both servers ten times a second, from outside, whether people can work there. Where a whole
 * server moves, two that answer are one too many; where a school moves, two that let it log in.
 */
final class TwoServersWatch implements AutoCloseable {
  private static final long EVERY_NANOS = 100_000_000;

  private final Lab lab;
  private final boolean bySchool;
  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicInteger both = new AtomicInteger();
  private final AtomicBoolean goesOn = new AtomicBoolean(true);
  private final Thread thread = new Thread(this::look, "two-servers-watch");

  /**
   * @param bySchool whether one of the servers works for other schools too
   */
  TwoServersWatch(Lab lab, boolean bySchool) {
    this.lab = lab;
    this.bySchool = bySchool;
    thread.start();
  }

  /** Whether it has looked without a break so far; else its figures say nothing. */
  boolean isAwake() {
    return thread.isAlive();
  }

  /** How often both were asked. */
  int looks() {
    return looks.get();
  }

  /** How often both worked at once. */
  int both() {
    return both.get();
  }

  private void look() {
    while (goesOn.get()) {
      looks.incrementAndGet();
      if (works(lab.alt()) && works(lab.neu())) {
        both.incrementAndGet();
      }
      LockSupport.parkNanos(EVERY_NANOS);
    }
  }

  private boolean works(LabMachine machine) {
    if (!bySchool || !machine.isServerUp()) {
      return machine.isServerUp();
    }
    try {
      return machine.login("admin0001", lab.oldSchoolPassword()) == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() throws InterruptedException {
    goesOn.set(false);
    thread.join();
  }
}
