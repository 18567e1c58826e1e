package de.asvumzug.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The way back: for no school of the move the old server starts before the new one is out of the
 * way.
 */
class RollbackModelTest extends ModelTest {
  @RegisterExtension
  static final ProcessEngineCoverageExtension ENGINE = everyElementAndFlow("clear-remains");

  RollbackModelTest() {
    super(ENGINE, List.of("rollback.bpmn"), List.of("clear-remains"));
  }

  private static final Map<String, Object> WHOLE_SERVER =
      Map.of("installTarget", true, "sourceContinues", false, "tenantAccessMode", "AUTOMATIC");

  @Test
  void the_old_server_comes_up_only_after_the_new_one_stands_still() {
    ProcessInstance rollback = start("rollback", WHOLE_SERVER);
    system("announceRollback");

    server("stopTarget", "guardTarget");
    server("verifySource", Map.of("sourceChanges", 0));
    server("startSource", "thawUpdates");
    person(TECHNIK, "confirmSourceLogin", Map.of("loginWorks", true));
    system("notifyRollback");
    assertThat(told("clear-remains", "migrationId")).isEqualTo(MOVE);
    phase("clear-remains");

    assertThat(rollback)
        .isEnded()
        .hasPassedInOrder(
            "announceRollback",
            "stopTarget",
            "guardTarget",
            "verifySource",
            "startSource",
            "thawUpdates",
            "confirmSourceLogin",
            "notifyRollback",
            "settleRemains",
            "rollbackDone");
    assertThat(rollback)
        .hasNotPassed(
            "removeTenantOnTarget", "unlockTenantOnSource", "fixLogin", "confirmSourceChanged");
  }

  @Test
  void an_old_server_that_has_changed_comes_up_when_somebody_knows_of_it() {
    ProcessInstance rollback = start("rollback", WHOLE_SERVER);
    system("announceRollback");
    server("stopTarget", "guardTarget");
    server("verifySource", Map.of("sourceChanges", 2));

    assertThat(rollback).isWaitingAt("confirmSourceChanged").hasNotPassed("startSource");
    person(TECHNIK, "confirmSourceChanged");

    assertThat(rollback).isWaitingAt("startSource");
  }

  @Test
  void nobody_is_told_before_somebody_could_log_in() {
    ProcessInstance rollback = start("rollback", WHOLE_SERVER);
    system("announceRollback");
    server("stopTarget", "guardTarget");
    server("verifySource", Map.of("sourceChanges", 0));
    server("startSource", "thawUpdates");

    person(TECHNIK, "confirmSourceLogin", Map.of("loginWorks", false));
    person(TECHNIK, "fixLogin");

    assertThat(rollback).isWaitingAt("startSource").hasNotPassed("notifyRollback");
  }

  @Test
  void a_new_server_in_use_loses_the_schools_of_the_move_and_works_on_for_its_own() {
    ProcessInstance rollback = start("rollback", inUse(false, "AUTOMATIC"));
    system("announceRollback");

    server("stopTarget", "removeTenantOnTarget", "startTarget");

    assertThat(rollback).isWaitingAt("verifySource");
    assertThat(rollback).hasNotPassed("guardTarget", "removeTenantOnTargetManually");
  }

  @Test
  void schools_removed_by_hand_are_proven_to_be_gone_before_the_new_server_starts() {
    ProcessInstance rollback = start("rollback", inUse(false, "MANUAL"));
    system("announceRollback");

    server("stopTarget");
    person(TECHNIK, "removeTenantOnTargetManually");

    assertThat(rollback).isWaitingAt("removeTenantOnTarget").hasNotPassed("startTarget");
  }

  @Test
  void locked_schools_are_unlocked_on_the_old_server_after_the_new_one_is_out_of_the_way() {
    ProcessInstance rollback = start("rollback", outOf("AUTOMATIC"));
    system("announceRollback");

    server("stopTarget", "guardTarget", "unlockTenantOnSource");

    assertThat(rollback)
        .isWaitingAt("startSource")
        .hasPassedInOrder("guardTarget", "unlockTenantOnSource");
    assertThat(rollback).hasNotPassed("unlockTenantOnSourceManually");
  }

  @Test
  void schools_unlocked_by_hand_are_checked_by_the_same_step() {
    ProcessInstance rollback = start("rollback", outOf("MANUAL"));
    system("announceRollback");

    server("stopTarget", "guardTarget");
    person(TECHNIK, "unlockTenantOnSourceManually");

    assertThat(rollback).isWaitingAt("unlockTenantOnSource").hasNotPassed("startSource");
  }

  @Test
  void between_two_servers_in_use_schools_are_removed_there_and_unlocked_here() {
    ProcessInstance rollback = start("rollback", inUse(true, "AUTOMATIC"));
    system("announceRollback");

    server("stopTarget", "removeTenantOnTarget", "startTarget", "unlockTenantOnSource");

    assertThat(rollback)
        .isWaitingAt("startSource")
        .hasPassedInOrder("removeTenantOnTarget", "startTarget", "unlockTenantOnSource");
  }

  private static Map<String, Object> inUse(boolean sourceContinues, String mode) {
    return Map.of(
        "installTarget", false, "sourceContinues", sourceContinues, "tenantAccessMode", mode);
  }

  private static Map<String, Object> outOf(String mode) {
    return Map.of("installTarget", true, "sourceContinues", true, "tenantAccessMode", mode);
  }
}
