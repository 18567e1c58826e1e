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
 * Schools come onto the new server; a server in use is backed up first and its own schools checked
 * after.
 */
class RestoreTenantsModelTest extends ModelTest {
  @RegisterExtension
  static final ProcessEngineCoverageExtension ENGINE =
      everyElementAndFlow("restore-by-hand", "go-live");

  RestoreTenantsModelTest() {
    super(
        ENGINE,
        List.of(ProcessModels.file("restore-tenants")),
        List.of("restore-by-hand", "go-live"));
  }

  @Test
  void schools_are_restored_and_checked_all_at_once_then_the_others_then_the_server_works() {
    ProcessInstance restore = start("restore-tenants", options(false, "AUTOMATIC"));

    server("guardSource", "stopTarget");
    server("restoreTenant", "restoreTenant", "checkTenant", "checkTenant");
    goOn("tenantRestoreFinished");
    assertThat(restore).isWaitingAt("checkOthers").hasNotPassed("goLive");
    server("checkOthers");
    phase("go-live");

    assertThat(restore)
        .isEnded()
        .hasPassedInOrder("guardSource", "stopTarget", "checkOthers", "goLive");
    assertThat(restore).hasNotPassed("backupTarget", "restoreByHand");
    assertThat(schoolsOf("restoreTenant")).containsExactly(SCHOOL_A, SCHOOL_B);
    assertThat(schoolsOf("checkTenant")).containsExactly(SCHOOL_A, SCHOOL_B);
  }

  @Test
  void a_server_that_already_holds_schools_is_stopped_and_backed_up_first() {
    ProcessInstance restore = start("restore-tenants", options(true, "AUTOMATIC"));

    server("guardSource", "stopTarget");
    assertThat(restore).isWaitingAt("backupTarget").isNotWaitingAt("restoreTenant");
    server("backupTarget");

    assertThat(restore).isWaitingAt("restoreTenant");
  }

  @Test
  void schools_restored_by_hand_are_checked_by_the_same_steps() {
    ProcessInstance restore = start("restore-tenants", options(false, "MANUAL"));

    server("guardSource", "stopTarget");
    assertThat(restore).isWaitingAt("restoreByHand").isNotWaitingAt("restoreTenant");
    assertThat(told("restore-by-hand", "migrationId")).isEqualTo(MOVE);
    phase("restore-by-hand");

    assertThat(restore).isWaitingAt("restoreTenant").hasNotPassed("checkOthers");
  }

  @Test
  void going_live_is_told_whether_the_update_service_is_wanted() {
    start("restore-tenants", options(false, "AUTOMATIC"));

    server("guardSource", "stopTarget");
    server("restoreTenant", "restoreTenant", "checkTenant", "checkTenant");
    goOn("tenantRestoreFinished");
    server("checkOthers");

    assertThat(told("go-live", "migrationId")).isEqualTo(MOVE);
    assertThat(told("go-live", "updateService")).isEqualTo(true);
  }

  private static Map<String, Object> options(boolean targetBackup, String mode) {
    return Map.of("targetBackup", targetBackup, "restoreTenantMode", mode, "updateService", true);
  }
}
