package de.asvumzug.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.runtimeService;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All models play together: the phases call each other and hand the decisions on. */
class WholeMoveModelTest extends MovePlays {
  /** Coverage is asserted model by model elsewhere; here it is the calls that count. */
  @RegisterExtension
  static final ProcessEngineCoverageExtension ENGINE =
      (ProcessEngineCoverageExtension)
          ProcessEngineCoverageExtension.builder("model-tests.cfg.xml").build();

  /** Steps of the route by school, which no other route may pass. */
  private static final List<String> ONLY_BY_SCHOOL =
      List.of(
          "exportReports",
          "backupTenant",
          "lockTenantOnSource",
          "startSource",
          "backupTarget",
          "restoreTenant",
          "checkTenant",
          "checkOthers",
          "completeTenantData",
          "deleteTenantOnSource");

  WholeMoveModelTest() {
    super(ENGINE, ProcessModels.files());
  }

  @Test
  void a_whole_server_passes_the_steps_of_the_guide_in_order() {
    ProcessInstance move = moveOf(wholeServer());

    playUntil("deleteTransferredCopies");

    assertThat(move).isEnded();
    assertThat(steps)
        .containsSubsequence(
            "checkSource",
            "agreeSchedule",
            "confirmPreparation",
            "freezeUpdates",
            "checkSource",
            "releaseCutover",
            "stopSource",
            "guardSource",
            "backupDatabase",
            "backupConfiguration",
            "verifyBackup",
            "fenceSource",
            "transferBackup",
            "installServer",
            "verifyInstallation",
            "installTestClient",
            "setUpServices",
            "startTarget",
            "confirmSysLogin",
            "guardSource",
            "stopTarget",
            "restoreDatabase",
            "restoreConfiguration",
            "compareFingerprints",
            "runUpdateInstaller",
            "startTarget",
            "confirmOriginalLogin",
            "startUpdateService",
            "guardSource",
            "checkRegularBackup",
            "checkCentralSystem",
            "checkReachability",
            "updateClients",
            "confirmOpenClients",
            "refreshApplicationData",
            "recheckData",
            "thawUpdates",
            "acceptMigration",
            "deleteTransferredCopies");
    assertThat(steps)
        .containsSubsequence("guardSource", "fingerprintSource", "backupConfiguration");
    assertThat(steps)
        .doesNotContainAnyElementsOf(ONLY_BY_SCHOOL)
        .doesNotContain("cloneDatabase", "backupDatabaseFolder", "restoreDatabaseFolder");
  }

  @Test
  void a_window_that_is_moved_is_agreed_with_every_school_anew() {
    ProcessInstance move = moveOf(wholeServer());
    playUntil("freezeUpdates");
    goOn("sendInvitations");
    steps.clear();

    runtimeService()
        .createMessageCorrelation("MoveWindow")
        .processInstanceBusinessKey(MOVE)
        .correlate();
    playUntil("deleteTransferredCopies");

    assertThat(move).isEnded();
    assertThat(steps)
        .containsSubsequence(
            "checkSource",
            "agreeSchedule",
            "agreeSchedule",
            "confirmPreparation",
            "freezeUpdates",
            "checkSource",
            "stopSource",
            "acceptMigration");
  }

  @Test
  void a_whole_school_server_passes_the_same_steps_with_the_folder_of_its_database() {
    ProcessInstance move = moveOf(wholeSchoolServer());

    playUntil("deleteTransferredCopies");

    assertThat(move).isEnded();
    assertThat(steps)
        .containsSubsequence(
            "guardSource",
            "backupDatabaseFolder",
            "verifyBackup",
            "transferBackup",
            "installServer",
            "stopTarget",
            "restoreDatabaseFolder",
            "compareFingerprints",
            "acceptMigration")
        .doesNotContainAnyElementsOf(ONLY_BY_SCHOOL)
        .doesNotContain("cloneDatabase", "backupDatabase", "restoreDatabase");
  }

  @Test
  void a_clone_is_made_by_a_person_on_a_fresh_installation_and_checked_like_a_restore() {
    ProcessInstance move = moveOf(cloned());

    playUntil("deleteTransferredCopies");

    assertThat(move).isEnded();
    assertThat(steps)
        .containsSubsequence(
            "backupDatabaseFolder",
            "transferBackup",
            "installServer",
            "confirmSysLogin",
            "guardSource",
            "stopTarget",
            "prepareClone",
            "cloneDatabase",
            "adoptClone",
            "restoreConfiguration",
            "compareFingerprints",
            "startTarget",
            "confirmOriginalLogin",
            "recheckData",
            "acceptMigration");
    assertThat(steps)
        .doesNotContainAnyElementsOf(ONLY_BY_SCHOOL)
        .doesNotContain("restoreDatabase", "restoreDatabaseFolder", "runUpdateInstaller");
  }

  @Test
  void another_variant_takes_all_schools_over_and_leaves_the_old_server_off() {
    ProcessInstance move = moveOf(otherVariant());

    playUntil("deleteTransferredCopies");

    assertThat(move).isEnded();
    assertThat(steps)
        .containsSubsequence(
            "exportReports",
            "backupTenant",
            "transferBackup",
            "installServer",
            "stopTarget",
            "restoreTenant",
            "checkTenant",
            "checkOthers",
            "startTarget",
            "completeTenantData",
            "acceptMigration")
        .doesNotContain("startSource", "lockTenantOnSource", "deleteTenantOnSource")
        .doesNotContain("backupTarget", "restoreDatabase", "cloneDatabase");
  }

  @Test
  void schools_leave_an_old_server_that_serves_the_others_again_as_soon_as_it_is_backed_up() {
    ProcessInstance move = moveOf(outOfServerInUse());

    playUntil("deleteTransferredCopies");

    assertThat(move).isEnded();
    assertThat(steps)
        .containsSubsequence(
            "approveMove",
            "exportReports",
            "stopSource",
            "backupDatabase",
            "backupTenant",
            "verifyBackup",
            "lockTenantOnSource",
            "startSource",
            "transferBackup",
            "installServer",
            "startTarget",
            "guardSource",
            "stopTarget",
            "restoreTenant",
            "checkTenant",
            "checkOthers",
            "startTarget",
            "confirmOriginalLogin",
            "completeTenantData",
            "thawUpdates",
            "acceptMigration",
            "deleteTenantOnSource",
            "checkTenantDeleted",
            "deleteTransferredCopies")
        .doesNotContain("backupTarget", "restoreDatabase");
  }

  @Test
  void a_new_server_in_use_is_backed_up_and_its_schools_checked_but_never_installed() {
    ProcessInstance move = moveOf(intoServerInUse());

    playUntil("deleteTransferredCopies");

    assertThat(move).isEnded();
    assertThat(steps)
        .containsSubsequence(
            "backupTenant",
            "transferBackup",
            "guardSource",
            "stopTarget",
            "backupTarget",
            "restoreTenant",
            "checkTenant",
            "checkOthers",
            "startTarget",
            "acceptMigration")
        .doesNotContain("installServer", "restoreDatabase", "startSource")
        .doesNotContain("lockTenantOnSource", "deleteTenantOnSource");
  }

  @Test
  void everything_that_can_be_done_by_hand_is_followed_by_the_step_that_checks_it() {
    Map<String, Object> plan = betweenServersInUse();
    byHand(plan);
    ProcessInstance move = moveOf(plan);

    playUntil("deleteTransferredCopies");

    assertThat(move).isEnded();
    assertThat(steps)
        .containsSubsequence(
            "backupTenantManually",
            "backupTenant",
            "lockTenantOnSourceManually",
            "lockTenantOnSource",
            "startSource",
            "stopTarget",
            "backupTarget",
            "startTarget",
            "restoreTenantManually",
            "stopTarget",
            "restoreTenant",
            "checkTenant",
            "checkOthers",
            "startTarget",
            "updateClientsManually",
            "updateClients");
  }

  @Test
  void an_installation_and_an_update_by_hand_are_followed_by_the_step_that_checks_it() {
    Map<String, Object> plan = wholeServer();
    byHand(plan);
    ProcessInstance move = moveOf(plan);

    playUntil("deleteTransferredCopies");

    assertThat(move).isEnded();
    assertThat(steps)
        .containsSubsequence(
            "installServerManually",
            "installServer",
            "installTestClientManually",
            "installTestClient",
            "runUpdateInstallerManually",
            "runUpdateInstaller");
  }

  @Test
  void a_plan_that_the_rule_table_refuses_ends_the_whole_move() {
    ProcessInstance move = moveOf(plan("SOME", "ENTERPRISE", "ENTERPRISE", false, false));

    playUntil("nothing");

    assertThat(move).isEnded().hasPassed("planRefusedEnd");
    assertThat(steps).isEmpty();
  }

  @ParameterizedTest(name = "{0}, aborted after {1}")
  @CsvSource({
    "whole server, checkSource",
    "whole server, freezeUpdates",
    "between servers in use, freezeUpdates",
  })
  void an_abort_before_the_window_only_lets_updates_go_on(String route, String last) {
    ProcessInstance move = moveOf(ROUTES.get(route).get());
    playUntil(last);

    abort();

    assertThat(move).isEnded().hasPassed("migrationCancelled");
    assertThat(steps).containsExactly("thawUpdates");
  }

  @ParameterizedTest(name = "{0}, aborted after {1}: {2}")
  @CsvSource({
    "whole server, backupDatabase, guardTarget verifySource startSource",
    "whole server, fingerprintSource, guardTarget verifySource startSource",
    "whole server, installServer, guardTarget verifySource startSource",
    "whole server, restoreDatabase, guardTarget verifySource startSource",
    "whole School server, backupDatabaseFolder, guardTarget verifySource startSource",
    "whole School server, restoreDatabaseFolder, guardTarget verifySource startSource",
    "whole server, runUpdateInstaller, guardTarget verifySource startSource",
    "whole server, recheckData, guardTarget verifySource startSource",
    "clone, cloneDatabase, guardTarget verifySource startSource",
    "clone, checkReachability, guardTarget verifySource startSource",
    "other variant, backupTenant, guardTarget verifySource startSource",
    "other variant, restoreTenant, guardTarget verifySource startSource",
    "other variant, completeTenantData, guardTarget verifySource startSource",
    "out of a server in use, backupTenant, guardTarget unlockTenantOnSource startSource",
    "out of a server in use, startSource, guardTarget unlockTenantOnSource startSource",
    "out of a server in use, installServer, guardTarget unlockTenantOnSource startSource",
    "out of a server in use, restoreTenant, guardTarget unlockTenantOnSource startSource",
    "out of a server in use, checkCentralSystem, guardTarget unlockTenantOnSource startSource",
    "into a server in use, stopSource, removeTenantOnTarget startTarget verifySource startSource",
    "into a server in use, backupTarget, removeTenantOnTarget startTarget verifySource startSource",
    "into a server in use, restoreTenant, removeTenantOnTarget startTarget verifySource startSource",
    "into a server in use, checkOthers, removeTenantOnTarget startTarget verifySource startSource",
    "into a server in use, recheckData, removeTenantOnTarget startTarget verifySource startSource",
    "between servers in use, lockTenantOnSource,"
        + " removeTenantOnTarget startTarget unlockTenantOnSource startSource",
    "between servers in use, checkTenant,"
        + " removeTenantOnTarget startTarget unlockTenantOnSource startSource",
    "between servers in use, refreshApplicationData,"
        + " removeTenantOnTarget startTarget unlockTenantOnSource startSource",
  })
  void an_abort_in_the_window_goes_the_way_back_of_its_route(
      String route, String last, String wayBack) {
    ProcessInstance move = moveOf(ROUTES.get(route).get());
    playUntil(last);

    abort();

    assertThat(move).isEnded().hasPassed("migrationRolledBack");
    assertThat(String.join(" ", steps))
        .isEqualTo("stopTarget " + wayBack + " thawUpdates confirmSourceLogin listRemains");
    assertThat(runtimeService().createProcessInstanceQuery().count()).isZero();
  }

  @Test
  void a_way_back_by_hand_is_checked_by_the_same_steps() {
    Map<String, Object> plan = betweenServersInUse();
    byHand(plan);
    ProcessInstance move = moveOf(plan);
    playUntil("checkTenant");

    abort();

    assertThat(move).isEnded().hasPassed("migrationRolledBack");
    assertThat(steps)
        .containsExactly(
            "stopTarget",
            "removeTenantOnTargetManually",
            "removeTenantOnTarget",
            "startTarget",
            "unlockTenantOnSourceManually",
            "unlockTenantOnSource",
            "startSource",
            "thawUpdates",
            "confirmSourceLogin",
            "listRemains");
  }
}
