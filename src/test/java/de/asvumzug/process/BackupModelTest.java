package de.asvumzug.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The old server is released by a second person, stopped with proof and backed up as a whole. */
class BackupModelTest extends ModelTest {
  @RegisterExtension static final ProcessEngineCoverageExtension ENGINE = everyElementAndFlow();

  BackupModelTest() {
    super(ENGINE, "backup");
  }

  private static final Map<String, Object> FULL = full("ENTERPRISE");

  @Test
  void a_whole_server_is_stopped_backed_up_verified_and_transferred() {
    ProcessInstance backup = start("backup", FULL);

    untilTheDatabaseIsBackedUp();
    server("backupConfiguration", "verifyBackup", "fenceSource", "transferBackup");

    assertThat(backup)
        .isEnded()
        .hasPassedInOrder(
            "releaseCutover",
            "stopSource",
            "guardSource",
            "sourceProven",
            "databaseSecured",
            "backupConfiguration",
            "verifyBackup",
            "fenceSource",
            "transferBackup",
            "backupDone");
    assertThat(backup).hasPassed("fingerprintSource", "backupDatabase");
    assertThat(backup).hasNotPassed("tenantBackup", "lockTenantOnSource", "startSource");
    assertThat(backup).hasNotPassed("backupDatabaseFolder");
  }

  @Test
  void of_a_school_server_the_folder_of_its_database_is_backed_up() {
    ProcessInstance backup = start("backup", full("SCHOOL"));

    person(TECHNIK, "releaseCutover");
    server("stopSource", "guardSource");
    assertThat(backup).isWaitingAt("fingerprintSource", "backupDatabaseFolder");
    server("fingerprintSource", "backupDatabaseFolder");
    goOn("databaseSecured");

    assertThat(backup).isWaitingAt("backupConfiguration").hasNotPassed("backupDatabase");
  }

  @Test
  void nothing_is_stopped_before_the_release() {
    ProcessInstance backup = start("backup", FULL);

    assertThat(backup).isWaitingAt("releaseCutover").hasNotPassed("stopSource");
  }

  @Test
  void the_proven_server_is_measured_while_it_is_backed_up() {
    ProcessInstance backup = start("backup", FULL);

    person(TECHNIK, "releaseCutover");
    server("stopSource", "guardSource");

    assertThat(backup).isWaitingAt("fingerprintSource", "backupDatabase");
  }

  @ParameterizedTest
  @CsvSource({"fingerprintSource, backupDatabase", "backupDatabase, fingerprintSource"})
  void nothing_goes_on_before_the_database_is_both_measured_and_backed_up(
      String first, String second) {
    ProcessInstance backup = start("backup", tenants("AUTOMATIC", true, "AUTOMATIC"));
    person(TECHNIK, "releaseCutover");
    server("stopSource", "guardSource", first);

    goOn("databaseSecured");

    assertThat(backup).isWaitingAt(second).hasNotPassed("databaseSecured", "tenantBackup");
  }

  @Test
  void the_operator_may_release_as_well() {
    ProcessInstance backup = start("backup", FULL);

    person(BETREIBER, "releaseCutover");

    assertThat(backup).isWaitingAt("stopSource");
  }

  @Test
  void a_clone_needs_no_school_backups() {
    ProcessInstance backup = start("backup", whole("CLONE", "SCHOOL"));

    person(TECHNIK, "releaseCutover");
    server("stopSource", "guardSource", "fingerprintSource", "backupDatabaseFolder");
    goOn("databaseSecured");

    assertThat(backup).isWaitingAt("backupConfiguration").hasNotPassed("tenantBackup");
  }

  @Test
  void by_tenant_each_school_is_backed_up_at_once_after_the_whole_database() {
    ProcessInstance backup = start("backup", tenants("AUTOMATIC", false, "AUTOMATIC"));

    untilTheDatabaseIsBackedUp();
    eachSchoolIsBackedUp();

    assertThat(backup).isWaitingAt("backupConfiguration").hasNotPassed("backupTenantManually");
    assertThat(schoolsOf("backupTenant")).containsExactly(SCHOOL_A, SCHOOL_B);
  }

  @Test
  void school_backups_made_by_hand_are_checked_by_the_same_step() {
    ProcessInstance backup = start("backup", tenants("MANUAL", false, "AUTOMATIC"));

    untilTheDatabaseIsBackedUp();
    assertThat(backup).isWaitingAt("backupTenantManually").isNotWaitingAt("backupTenant");
    byHandForEachSchool("backupTenantManually");
    assertThat(schoolsOf("backupTenantManually")).containsExactly(SCHOOL_A, SCHOOL_B);
    eachSchoolIsBackedUp();

    assertThat(backup).isWaitingAt("backupConfiguration");
    assertThat(schoolsOf("backupTenant")).containsExactly(SCHOOL_A, SCHOOL_B);
  }

  @Test
  void an_old_server_with_other_schools_comes_back_once_the_moving_ones_are_locked() {
    ProcessInstance backup = start("backup", tenants("AUTOMATIC", true, "AUTOMATIC"));

    untilTheBackupIsVerified();
    assertThat(backup).isWaitingAt("lockTenantOnSource").hasNotPassed("startSource");
    server("lockTenantOnSource", "startSource", "transferBackup");

    assertThat(backup)
        .isEnded()
        .hasPassedInOrder("verifyBackup", "lockTenantOnSource", "startSource", "transferBackup");
    assertThat(backup).hasNotPassed("lockTenantOnSourceManually", "fenceSource");
  }

  @Test
  void schools_locked_by_hand_are_proven_to_be_locked_before_the_old_server_starts() {
    ProcessInstance backup = start("backup", tenants("AUTOMATIC", true, "MANUAL"));

    untilTheBackupIsVerified();
    person(TECHNIK, "lockTenantOnSourceManually");

    assertThat(backup).isWaitingAt("lockTenantOnSource").hasNotPassed("startSource");
  }

  @Test
  void an_old_server_without_other_schools_stays_off() {
    ProcessInstance backup = start("backup", tenants("AUTOMATIC", false, "AUTOMATIC"));

    untilTheBackupIsVerified();

    assertThat(backup).isWaitingAt("fenceSource").hasNotPassed("startSource");
  }

  private void untilTheDatabaseIsBackedUp() {
    person(TECHNIK, "releaseCutover");
    server("stopSource", "guardSource", "fingerprintSource", "backupDatabase");
    goOn("databaseSecured");
  }

  private void eachSchoolIsBackedUp() {
    server("backupTenant", "backupTenant");
    goOn("tenantBackupFinished");
  }

  private void untilTheBackupIsVerified() {
    untilTheDatabaseIsBackedUp();
    eachSchoolIsBackedUp();
    server("backupConfiguration", "verifyBackup");
  }

  private static Map<String, Object> full(String variant) {
    return whole("FULL", variant);
  }

  private static Map<String, Object> whole(String route, String variant) {
    return Map.of("route", route, "sourceVariant", variant, "sourceContinues", false);
  }

  private static Map<String, Object> tenants(
      String backupMode, boolean sourceContinues, String accessMode) {
    return Map.of(
        "route", "TENANTS",
        "sourceVariant", "ENTERPRISE",
        "backupTenantMode", backupMode,
        "sourceContinues", sourceContinues,
        "tenantAccessMode", accessMode);
  }
}
