package de.asvumzug.step.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskLeaseTest {
  private static final Duration LENGTH = Duration.ofMinutes(2);

  private final AtomicLong nanos = new AtomicLong();
  private final TaskLease lease = new TaskLease(Thread.currentThread(), LENGTH, nanos::get);

  @AfterEach
  void forgetTheInterrupt() {
    Thread.interrupted();
  }

  @Test
  void work_goes_on_at_once_while_the_step_is_certainly_ours() {
    pass(LENGTH.minusNanos(1));

    assertThatCode(lease::awaitCertainty).doesNotThrowAnyException();
  }

  @Test
  void work_waits_after_a_silence_as_long_as_the_lock_and_goes_on_when_it_is_confirmed() {
    pass(LENGTH);
    CompletableFuture<Void> work = working();
    assertThat(work).isNotDone();

    lease.confirm(() -> {});

    await().until(work::isDone);
    assertThat(work).isCompleted();
  }

  @Test
  void work_that_waits_ends_when_the_step_is_in_other_hands() {
    pass(LENGTH);
    CompletableFuture<Void> work = working();

    lease.lose();

    await().until(work::isDone);
    assertThat(work).isCompletedExceptionally();
  }

  @Test
  void a_step_in_other_hands_is_never_ours_again() {
    lease.lose();
    Thread.interrupted();

    assertThatThrownBy(lease::awaitCertainty).isInstanceOf(InterruptedException.class);
  }

  @Test
  void a_sign_of_life_counts_from_before_it_was_sent() {
    pass(LENGTH);
    lease.confirm(() -> pass(LENGTH));

    assertThat(working()).isNotDone();
    lease.lose();
  }

  @Test
  void a_sign_of_life_that_failed_confirms_nothing() {
    pass(LENGTH);
    assertThatThrownBy(
            () ->
                lease.confirm(
                    () -> {
                      throw new IllegalStateException("no answer");
                    }))
        .hasMessage("no answer");

    assertThat(working()).isNotDone();
    lease.lose();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  /** Work that waits for certainty, once it has really begun to wait. */
  private CompletableFuture<Void> working() {
    CompletableFuture<Void> work = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                lease.awaitCertainty();
                work.complete(null);
              } catch (InterruptedException e) {
                work.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    await().until(() -> work.isDone() || thread.getState() == Thread.State.TIMED_WAITING);
    return work;
  }
}
