package de.asvumzug.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The old server is released by a second person, stopped with proof and backed up as a whole. */
class BackupModelTest extends ModelTest {
  @RegisterExtension static final ProcessEngineCoverageExtension ENGINE = everyElementAndFlow();

  BackupModelTest() {
    super(ENGINE, "backup");
  }

  @Test
  void a_whole_server_is_stopped_backed_up_verified_and_transferred() {
    ProcessInstance backup = start("backup", Map.of("route", "FULL"));

    person(TECHNIK, "releaseCutover");
    server("stopSource", "guardSource", "fingerprintSource", "backupDatabase");
    server("backupConfiguration", "verifyBackup", "transferBackup");

    assertThat(backup)
        .isEnded()
        .hasPassedInOrder(
            "releaseCutover",
            "stopSource",
            "guardSource",
            "fingerprintSource",
            "backupDatabase",
            "backupConfiguration",
            "verifyBackup",
            "transferBackup",
            "backupDone");
    assertThat(backup).hasNotPassed("backupTenant", "backupTenantManually");
  }

  @Test
  void nothing_is_stopped_before_the_release() {
    ProcessInstance backup = start("backup", Map.of("route", "FULL"));

    assertThat(backup).isWaitingAt("releaseCutover").hasNotPassed("stopSource");
  }

  @Test
  void the_operator_may_release_as_well() {
    ProcessInstance backup = start("backup", Map.of("route", "FULL"));

    person(BETREIBER, "releaseCutover");

    assertThat(backup).isWaitingAt("stopSource");
  }

  @Test
  void by_tenant_each_school_is_backed_up_after_the_whole_database() {
    ProcessInstance backup =
        start("backup", Map.of("route", "TENANTS", "backupTenantMode", "AUTOMATIC"));

    untilTheDatabaseIsBackedUp();
    server("backupTenant", "backupTenant");

    assertThat(backup).isWaitingAt("backupConfiguration");
    assertThat(schoolsOf("backupTenant")).containsExactly(SCHOOL_A, SCHOOL_B);
  }

  @Test
  void by_tenant_a_technician_may_back_each_school_up_by_hand() {
    ProcessInstance backup =
        start("backup", Map.of("route", "TENANTS", "backupTenantMode", "MANUAL"));

    untilTheDatabaseIsBackedUp();
    assertThat(backup).isWaitingAt("backupTenantManually").hasNotPassed("backupTenant");
    byHandForEachSchool("backupTenantManually");

    assertThat(backup).isWaitingAt("backupConfiguration");
    assertThat(schoolsOf("backupTenantManually")).containsExactly(SCHOOL_A, SCHOOL_B);
  }

  private void untilTheDatabaseIsBackedUp() {
    person(TECHNIK, "releaseCutover");
    server("stopSource", "guardSource", "fingerprintSource", "backupDatabase");
  }
}
