package de.asvumzug.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private final RetryPolicy policy =
      new RetryPolicy(5, Duration.ofSeconds(30), Duration.ofMinutes(3));

  @Test
  void each_wait_is_twice_the_one_before_it_up_to_the_longest() {
    assertThat(IntStream.rangeClosed(1, 6).mapToObj(policy::waitAfter).map(Duration::toSeconds))
        .containsExactly(30L, 60L, 120L, 180L, 180L, 180L);
  }

  @Test
  void many_failures_do_not_make_the_wait_overflow() {
    assertThat(policy.waitAfter(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(3));
  }

  @Test
  void a_wait_may_be_less_by_up_to_a_fifth() {
    assertThat(policy.waitAfter(1, 0)).isEqualTo(Duration.ofSeconds(24));
    assertThat(policy.waitAfter(1, 1)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void the_last_attempt_ends_it() {
    assertThat(policy.isExhaustedAfter(4)).isFalse();
    assertThat(policy.isExhaustedAfter(5)).isTrue();
    assertThat(
            RetryPolicy.endless(Duration.ZERO, Duration.ofSeconds(1)).isExhaustedAfter(1_000_000))
        .isFalse();
  }

  @Test
  void a_policy_that_cannot_be_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryPolicy(0, Duration.ZERO, Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RetryPolicy.endless(Duration.ofSeconds(2), Duration.ofSeconds(1)));
  }
}
