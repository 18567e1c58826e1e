package de.asvumzug.security.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedExpressionManagerTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "technik",
        "${currentUser()}",
        "#{ currentUserGroups() }",
        "${now()}",
        "${dateTime().plusDays(1).withHourOfDay(8)}",
      })
  void queries_may_ask_for_user_and_time(String text) {
    assertThat(GuardedExpressionManager.harmless(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${''.getClass()}",
        "${currentUser().getClass()}",
        "${currentUser()}${''.getClass()}",
        "x${now()}",
        "${dateTime().getClass()}",
        "${dateTime().plusDays(schedule.days())}",
        "${dateTime().withZone(''.getClass())}",
        "${workerAccount.password}",
        "#{runtimeService.createProcessInstanceQuery().count()}",
        "${now()\n}${1}",
      })
  void anything_else_is_refused(String text) {
    assertThat(GuardedExpressionManager.harmless(text)).isFalse();
  }
}
