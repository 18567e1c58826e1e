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

  /** Both come from settings that know nothing of each other: a mail must not get stuck on it. */
  @Test
  void a_first_wait_beyond_the_longest_is_the_longest() {
    RetryPolicy odd = RetryPolicy.endless(Duration.ofHours(1), Duration.ofMinutes(15));

    assertThat(odd.waitAfter(1)).isEqualTo(Duration.ofMinutes(15));
  }

  @Test
  void no_first_wait_means_no_wait_at_all() {
    RetryPolicy none = RetryPolicy.endless(Duration.ZERO, Duration.ofMinutes(15));

    assertThat(none.waitAfter(Integer.MAX_VALUE)).isZero();
  }

  @Test
  void a_policy_that_cannot_be_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryPolicy(0, Duration.ZERO, Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RetryPolicy.endless(Duration.ofSeconds(-1), Duration.ofSeconds(1)));
  }
}
