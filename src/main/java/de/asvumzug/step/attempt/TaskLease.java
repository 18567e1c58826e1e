package de.asvumzug.step.attempt;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Whether a step in work is still ours; shared by the thread that works and the heartbeat. When the
 * heartbeat has brought no answer for as long as the lock lasts, another worker may have the step:
 * nothing new is begun on a machine until it is known.
 */
public final class TaskLease {
  private enum State {
    HELD,
    LOST,
    TAKEN_BACK,
    RELEASED
  }

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private final AtomicReference<State> state = new AtomicReference<>(State.HELD);
  private final Thread worker;
  private final Duration length;
  private final LongSupplier nanoTime;
  private volatile Attempt attempt;
  private long confirmedAt;

  /**
   * @param length how long the step stays ours after it was confirmed
   */
  public TaskLease(Thread worker, Duration length) {
    this(worker, length, System::nanoTime);
  }

  TaskLease(Thread worker, Duration length, LongSupplier nanoTime) {
    this.worker = worker;
    this.length = length;
    this.nanoTime = nanoTime;
    this.confirmedAt = nanoTime.getAsLong();
  }

  /** Carries a sign of life out; if it throws, nothing is confirmed. */
  public void confirm(Runnable signOfLife) {
    // The lock counts from some time after this, whenever the answer comes.
    long before = nanoTime.getAsLong();
    signOfLife.run();
    synchronized (this) {
      confirmedAt = before;
      notifyAll();
    }
  }

  /**
   * Returns at once while the step is certainly ours, otherwise as soon as that is confirmed.
   *
   * @throws InterruptedException also if the step is not ours any more
   */
  public synchronized void awaitCertainty() throws InterruptedException {
    while (held() && nanoTime.getAsLong() - confirmedAt >= length.toNanos()) {
      wait(LONGEST_WAIT.toMillis());
    }
    if (!held()) {
      throw new InterruptedException("the step is not ours any more: " + state.get());
    }
  }

  /** What is worked on, once it is known. */
  public void attempt(Attempt taken) {
    attempt = taken;
  }

  /** Empty before it is known, and when it was done already. */
  public Optional<Attempt> attempt() {
    return Optional.ofNullable(attempt).filter(one -> one.state() == Attempt.State.RUNNING);
  }

  /** The engine has ended the step (abort): its jobs are to be cancelled. */
  public void takeBack() {
    end(State.TAKEN_BACK);
  }

  /** Another worker may have it: stop, but leave its jobs alone. */
  public void lose() {
    end(State.LOST);
  }

  private synchronized void end(State ended) {
    if (state.compareAndSet(State.HELD, ended)) {
      worker.interrupt();
      notifyAll();
    }
  }

  /** The work is over; from now on nobody interrupts this thread for it. */
  public synchronized void release() {
    state.compareAndSet(State.HELD, State.RELEASED);
    Thread.interrupted();
  }

  public boolean takenBack() {
    return state.get() == State.TAKEN_BACK;
  }

  public boolean held() {
    return state.get() == State.HELD;
  }
}
