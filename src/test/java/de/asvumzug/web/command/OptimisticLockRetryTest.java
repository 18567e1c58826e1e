package de.asvumzug.web.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.junit.jupiter.api.Test;

class OptimisticLockRetryTest {
  private final List<Duration> waits = new ArrayList<>();
  private final OptimisticLockRetry again = new OptimisticLockRetry(waits::add);
  private int calls;

  private void loses(int times) {
    calls++;
    if (calls <= times) {
      throw new OptimisticLockingException("changed meanwhile");
    }
  }

  @Test
  void an_act_that_wins_is_done_once_without_waiting() {
    again.untilItWins(() -> loses(0));

    assertThat(calls).isEqualTo(1);
    assertThat(waits).isEmpty();
  }

  @Test
  void an_act_that_met_another_change_is_done_again_after_growing_waits() {
    again.untilItWins(() -> loses(3));

    assertThat(calls).isEqualTo(4);
    assertThat(waits)
        .containsExactly(Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(200));
  }

  @Test
  void an_act_that_loses_each_time_says_so() {
    assertThatThrownBy(() -> again.untilItWins(() -> loses(99)))
        .isInstanceOf(OptimisticLockingException.class);

    assertThat(calls).isEqualTo(6);
  }

  @Test
  void any_other_failure_is_not_repeated() {
    assertThatThrownBy(
            () ->
                again.untilItWins(
                    () -> {
                      calls++;
                      throw new IllegalStateException("broken");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(calls).isEqualTo(1);
  }
}
