package de.asvumzug.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** School after school comes onto the new server; a server in use is backed up first. */
class RestoreTenantsModelTest extends ModelTest {
  @RegisterExtension static final ProcessEngineCoverageExtension ENGINE = everyElementAndFlow();

  RestoreTenantsModelTest() {
    super(ENGINE, "restore-tenants");
  }

  @Test
  void schools_are_restored_and_checked_one_after_the_other() {
    ProcessInstance restore = start("restore-tenants", options(false, "AUTOMATIC"));

    server("restoreTenant");
    assertThat(restore).isWaitingAt("checkTenant").isNotWaitingAt("restoreTenant");
    server("checkTenant", "restoreTenant", "checkTenant");
    person(TECHNIK, "confirmOriginalLogin", Map.of("loginWorks", true));

    assertThat(restore).isEnded().hasNotPassed("backupTarget", "restoreTenantManually");
    assertThat(schoolsOf("restoreTenant")).containsExactly(SCHOOL_A, SCHOOL_B);
    assertThat(schoolsOf("checkTenant")).containsExactly(SCHOOL_A, SCHOOL_B);
  }

  @Test
  void a_server_that_already_holds_schools_is_backed_up_first() {
    ProcessInstance restore = start("restore-tenants", options(true, "AUTOMATIC"));

    assertThat(restore).isWaitingAt("backupTarget");
    server("backupTarget");

    assertThat(restore).isWaitingAt("restoreTenant");
  }

  @Test
  void a_school_restored_by_hand_is_checked_like_one_restored_by_the_system() {
    ProcessInstance restore = start("restore-tenants", options(false, "MANUAL"));

    person(TECHNIK, "restoreTenantManually");

    assertThat(restore).isWaitingAt("checkTenant").hasNotPassed("restoreTenant");
  }

  @Test
  void a_failed_log_in_is_put_right_and_checked_again() {
    ProcessInstance restore = start("restore-tenants", options(false, "AUTOMATIC"));
    server("restoreTenant", "checkTenant", "restoreTenant", "checkTenant");

    person(TECHNIK, "confirmOriginalLogin", Map.of("loginWorks", false));
    person(TECHNIK, "fixLogin");

    assertThat(restore).isWaitingAt("confirmOriginalLogin").hasNotPassed("tenantRestoreDone");
  }

  private static Map<String, Object> options(boolean targetBackup, String mode) {
    return Map.of("targetBackup", targetBackup, "restoreTenantMode", mode);
  }
}
