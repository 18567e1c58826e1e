package de.asvumzug.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A view of a machine that forgets a question would answer it by the interface's default. */
class DelegatingHostTest {

  @Test
  void every_question_is_handed_on_but_the_end() {
    assertThat(Arrays.stream(Host.class.getDeclaredMethods()).filter(m -> !m.isSynthetic()))
        .filteredOn(method -> !method.getName().equals("close"))
        .allMatch(DelegatingHostTest::isHandedOn);
  }

  private static boolean isHandedOn(Method method) {
    return Arrays.stream(DelegatingHost.class.getDeclaredMethods())
        .anyMatch(
            own ->
                own.getName().equals(method.getName())
                    && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
  }
}
