package de.asvumzug.step.attempt;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Whether a step in work is still ours; shared by the thread that works and the heartbeat. */
public final class TaskLease {
  private enum State {
    HELD,
    LOST,
    TAKEN_BACK,
    RELEASED
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.HELD);
  private final Thread worker;
  private volatile Attempt attempt;

  public TaskLease(Thread worker) {
    this.worker = worker;
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
