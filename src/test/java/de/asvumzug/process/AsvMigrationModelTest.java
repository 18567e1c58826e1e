package de.asvumzug.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.managementService;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.runtimeService;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.taskService;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The phases of a move, its timers, and that the way back is open until acceptance. */
class AsvMigrationModelTest extends ModelTest {
  @RegisterExtension
  static final ProcessEngineCoverageExtension ENGINE =
      everyElementAndFlow(
          "prepare",
          "check-machines",
          "backup",
          "install",
          "restore-full",
          "restore-tenants",
          "finish",
          "clear-source",
          "rollback");

  AsvMigrationModelTest() {
    super(ENGINE, List.of(ProcessModels.file("asv-migration")), List.of(PHASES));
  }

  private static final String[] PHASES = {
    "prepare",
    "check-machines",
    "backup",
    "install",
    "restore-full",
    "restore-tenants",
    "finish",
    "clear-source",
    "rollback"
  };
  private static final Date DAY_BEFORE = Date.from(Instant.parse("2026-12-17T17:00:00Z"));
  private static final Date WINDOW_START = Date.from(Instant.parse("2026-12-18T17:00:00Z"));
  private static final Date NEW_DAY_BEFORE = Date.from(Instant.parse("2027-01-14T17:00:00Z"));
  private static final Date NEW_WINDOW_START = Date.from(Instant.parse("2027-01-15T17:00:00Z"));

  @Test
  void a_whole_server_moves_from_the_plan_to_the_deletion_of_the_copies() {
    ProcessInstance move = start("asv-migration", Map.of());

    preparedFor("FULL", true);
    phase("backup");
    phase("install");
    phase("restore-full");
    phase("finish");
    person(IT_MANAGEMENT, "acceptMigration", Map.of("accepted", true));
    system("announceDone");
    timeIsUp("waitForRetention");
    server("deleteTransferredCopies");

    assertThat(move)
        .isEnded()
        .hasPassedInOrder(
            "prepare",
            "planReminder",
            "recheckMachines",
            "announceStart",
            "backup",
            "install",
            "restoreFull",
            "finish",
            "acceptMigration",
            "announceDone",
            "deleteTransferredCopies",
            "migrationFinished");
    assertThat(move).hasNotPassed("restoreTenants", "clearSource", "rollback", "thawUpdates");
  }

  @Test
  void timers_use_the_times_that_the_preparation_ended_with() {
    start("asv-migration", Map.of());

    phase("prepare", decisions("FULL", true));

    planReminder(DAY_BEFORE);
    assertThat(job("waitForReminder").getDuedate()).isEqualTo(DAY_BEFORE);
    timeIsUp("waitForReminder");
    system("remindOfWindow");
    planReminder(null);
    assertThat(job("waitForWindow").getDuedate()).isEqualTo(WINDOW_START);
  }

  @Test
  void people_are_reminded_as_often_as_the_plan_says() {
    ProcessInstance move = start("asv-migration", Map.of());
    phase("prepare", decisions("FULL", true));

    for (int i = 0; i < 3; i++) {
      planReminder(DAY_BEFORE);
      timeIsUp("waitForReminder");
      system("remindOfWindow");
    }
    planReminder(null);

    assertThat(move).isWaitingAt("waitForWindow").hasPassed("remindOfWindow");
  }

  @Test
  void a_moved_window_ends_the_reminders_of_the_old_one() {
    start("asv-migration", Map.of());
    phase("prepare", decisions("FULL", true));
    planReminder(DAY_BEFORE);

    moveWindow();

    assertThat(managementService().createJobQuery().timers().count()).isZero();
  }

  @Test
  void copies_are_kept_as_long_as_agreed() {
    start("asv-migration", Map.of());
    accepted();

    assertThat(job("waitForRetention").getDuedate().toInstant())
        .isBetween(
            Instant.now().plus(Duration.ofDays(29)), Instant.now().plus(Duration.ofDays(31)));
  }

  @Test
  void a_server_in_use_is_not_installed_and_schools_move_one_by_one() {
    ProcessInstance move = start("asv-migration", Map.of());

    preparedFor("TENANTS", false);
    phase("backup");
    phase("restore-tenants");

    assertThat(move).isWaitingAt("finish").hasNotPassed("install", "restoreFull");
  }

  @Test
  void each_phase_is_told_the_decisions_that_it_needs() {
    start("asv-migration", Map.of());
    preparedFor("TENANTS", true);

    assertThat(told("backup", "migrationId")).isEqualTo(MOVE);
    assertThat(told("backup", "sourceVariant")).isEqualTo("SCHOOL");
    assertThat(told("backup", "route")).isEqualTo("TENANTS");
    assertThat(told("backup", "sourceContinues")).isEqualTo(true);
    assertThat(told("backup", "backupTenantMode")).isEqualTo("AUTOMATIC");
    assertThat(told("backup", "tenantAccessMode")).isEqualTo("MANUAL");
    phase("backup");
    assertThat(told("install", "installServerMode")).isEqualTo("AUTOMATIC");
    assertThat(told("install", "installTestClientMode")).isEqualTo("MANUAL");
    assertThat(told("install", "testClient")).isEqualTo(true);
    assertThat(told("install", "setUpServices")).isEqualTo(true);
    phase("install");
    assertThat(told("restore-tenants", "targetBackup")).isEqualTo(false);
    assertThat(told("restore-tenants", "restoreTenantMode")).isEqualTo("MANUAL");
    assertThat(told("restore-tenants", "updateService")).isEqualTo(true);
    phase("restore-tenants");
    assertThat(told("finish", "route")).isEqualTo("TENANTS");
    assertThat(told("finish", "addressChanges")).isEqualTo(true);
    assertThat(told("finish", "updateClientsMode")).isEqualTo("MANUAL");
  }

  @Test
  void the_full_restore_is_told_how_to_update() {
    start("asv-migration", Map.of());
    preparedFor("FULL", true);
    phase("backup");
    phase("install");

    assertThat(told("restore-full", "migrationId")).isEqualTo(MOVE);
    assertThat(told("restore-full", "targetVariant")).isEqualTo("ENTERPRISE");
    assertThat(told("restore-full", "route")).isEqualTo("FULL");
    assertThat(told("restore-full", "runUpdateInstallerMode")).isEqualTo("AUTOMATIC");
    assertThat(told("restore-full", "updateService")).isEqualTo(true);
  }

  @Test
  void a_clone_takes_the_way_of_the_whole_database() {
    ProcessInstance move = start("asv-migration", Map.of());
    preparedFor("CLONE", true);
    phase("backup");
    phase("install");

    assertThat(move).isWaitingAt("restoreFull").hasNotPassed("restoreTenants");
    assertThat(told("restore-full", "route")).isEqualTo("CLONE");
  }

  @Test
  void machines_are_checked_again_before_anybody_is_told_that_it_begins() {
    ProcessInstance move = start("asv-migration", Map.of());
    phase("prepare", decisions("FULL", true));
    planReminder(null);

    timeIsUp("waitForWindow");

    assertThat(move).isWaitingAt("recheckMachines").hasNotPassed("announceStart");
    assertThat(told("check-machines", "migrationId")).isEqualTo(MOVE);
  }

  @Test
  void moved_schools_leave_an_old_server_that_works_on_only_after_acceptance() {
    ProcessInstance move = start("asv-migration", Map.of());
    preparedFor("TENANTS", true);
    Stream.of("backup", "install", "restore-tenants", "finish").forEach(this::phase);
    assertThat(move).isWaitingAt("acceptMigration").hasNotPassed("clearSource");

    person(IT_MANAGEMENT, "acceptMigration", Map.of("accepted", true));
    system("announceDone");
    assertThat(told("clear-source", "migrationId")).isEqualTo(MOVE);
    phase("clear-source");

    assertThat(move).isWaitingAt("waitForRetention");
  }

  @Test
  void what_it_management_does_not_accept_is_resolved_and_finished_again() {
    ProcessInstance move = start("asv-migration", Map.of());
    untilAcceptance();

    person(IT_MANAGEMENT, "acceptMigration", Map.of("accepted", false));
    person(TECHNIK, "resolveFindings");

    assertThat(move).isWaitingAt("finish").hasNotPassed("announceDone");
  }

  @Test
  void a_window_that_is_moved_while_the_move_waits_is_prepared_for_anew() {
    ProcessInstance move = start("asv-migration", Map.of());
    phase("prepare", decisions("FULL", true));

    moveWindow();
    assertThat(move).isWaitingAt("prepare");
    Map<String, Object> later = decisions("FULL", true);
    later.put("dayBefore", NEW_DAY_BEFORE);
    later.put("windowStart", NEW_WINDOW_START);
    phase("prepare", later);

    planReminder(NEW_DAY_BEFORE);
    assertThat(job("waitForReminder").getDuedate()).isEqualTo(NEW_DAY_BEFORE);
    timeIsUp("waitForReminder");
    system("remindOfWindow");
    planReminder(null);
    assertThat(job("waitForWindow").getDuedate()).isEqualTo(NEW_WINDOW_START);
  }

  @Test
  void a_window_can_still_be_moved_on_its_last_day() {
    ProcessInstance move = start("asv-migration", Map.of());
    phase("prepare", decisions("FULL", true));
    planReminder(null);

    moveWindow();

    assertThat(move).isWaitingAt("prepare");
    assertThat(managementService().createJobQuery().timers().count()).isZero();
  }

  @Test
  void two_persons_can_let_a_waiting_move_begin_at_once() {
    ProcessInstance move = start("asv-migration", Map.of());
    phase("prepare", decisions("FULL", true));

    startNow();

    assertThat(move).isWaitingAt("recheckMachines").hasNotPassed("remindOfWindow");
    assertThat(managementService().createJobQuery().timers().count()).isZero();
    phase("check-machines");
    system("announceStart");
    assertThat(move).isWaitingAt("backup");
  }

  @Test
  void nothing_begins_at_once_before_everything_is_agreed_or_a_second_time() {
    ProcessInstance move = start("asv-migration", Map.of());
    assertThatThrownBy(this::startNow).hasMessageContaining("StartNow");

    phase("prepare", decisions("FULL", true));
    startNow();
    assertThatThrownBy(this::startNow).hasMessageContaining("StartNow");
    assertThat(move).isWaitingAt("recheckMachines");
  }

  @Test
  void no_window_is_moved_before_it_is_agreed_or_after_it_has_begun() {
    ProcessInstance move = start("asv-migration", Map.of());
    assertThatThrownBy(this::moveWindow).hasMessageContaining("MoveWindow");

    phase("prepare", decisions("FULL", true));
    planReminder(null);
    timeIsUp("waitForWindow");
    assertThatThrownBy(this::moveWindow).hasMessageContaining("MoveWindow");
    assertThat(move).isWaitingAt("recheckMachines");
  }

  @Test
  void an_abort_before_the_window_lets_updates_go_on_and_cancels() {
    ProcessInstance move = start("asv-migration", Map.of());
    phase("prepare", decisions("FULL", true));

    abort();
    assertThat(move).isWaitingAt("thawUpdates");
    server("thawUpdates");
    system("notifyCancellation");

    assertThat(move).isEnded().hasPassed("migrationCancelled").hasNotPassed("rollback", "backup");
  }

  @Test
  void an_abort_in_the_window_takes_the_move_back() {
    ProcessInstance move = start("asv-migration", Map.of());
    preparedFor("FULL", true);

    abort();
    assertThat(told("rollback", "migrationId")).isEqualTo(MOVE);
    assertThat(told("rollback", "installTarget")).isEqualTo(true);
    assertThat(told("rollback", "sourceContinues")).isEqualTo(false);
    assertThat(told("rollback", "tenantAccessMode")).isEqualTo("MANUAL");
    assertThat(told("rollback", "abortReason")).isEqualTo("Leitung gestört");
    phase("rollback");

    assertThat(move).isEnded().hasPassed("migrationRolledBack").hasNotPassed("install");
    assertThat(runtimeService().createProcessInstanceQuery().count()).isZero();
  }

  @Test
  void an_abort_is_possible_until_the_move_is_accepted() {
    ProcessInstance move = start("asv-migration", Map.of());
    untilAcceptance();

    abort();

    assertThat(move).isWaitingAt("rollback");
  }

  @Test
  void after_acceptance_nothing_is_taken_back() {
    ProcessInstance move = start("asv-migration", Map.of());
    accepted();

    assertThatThrownBy(this::abort).hasMessageContaining("AbortMigration");

    assertThat(move).isWaitingAt("waitForRetention");
  }

  @Test
  void a_refused_plan_ends_the_move() {
    ProcessInstance move = start("asv-migration", Map.of());

    refuse();

    assertThat(move).isEnded().hasPassed("planRefusedEnd").hasNotPassed("notifyCancellation");
  }

  /**
   * @param at null if there is none left
   */
  private void planReminder(Date at) {
    system("planReminder", execution -> execution.setVariable("reminderAt", at));
  }

  private void preparedFor(String route, boolean install) {
    phase("prepare", decisions(route, install));
    planReminder(null);
    timeIsUp("waitForWindow");
    phase("check-machines");
    system("announceStart");
  }

  private void untilAcceptance() {
    preparedFor("FULL", true);
    Stream.of("backup", "install", "restore-full", "finish").forEach(this::phase);
  }

  private void accepted() {
    untilAcceptance();
    person(IT_MANAGEMENT, "acceptMigration", Map.of("accepted", true));
    system("announceDone");
  }

  private void abort() {
    runtimeService()
        .createMessageCorrelation("AbortMigration")
        .processInstanceBusinessKey(MOVE)
        .setVariable("abortReason", "Leitung gestört")
        .correlate();
  }

  private void moveWindow() {
    runtimeService()
        .createMessageCorrelation("MoveWindow")
        .processInstanceBusinessKey(MOVE)
        .correlate();
  }

  private void startNow() {
    runtimeService()
        .createMessageCorrelation("StartNow")
        .processInstanceBusinessKey(MOVE)
        .correlate();
  }

  private void refuse() {
    String task =
        taskService().createTaskQuery().taskDefinitionKey("in-prepare").singleResult().getId();
    taskService().handleBpmnError(task, "PLAN_REFUSED");
  }

  private static Map<String, Object> decisions(String route, boolean install) {
    Map<String, Object> decisions = new HashMap<>();
    decisions.put("dayBefore", DAY_BEFORE);
    decisions.put("windowStart", WINDOW_START);
    decisions.put("retention", "P30D");
    decisions.put("sourceVariant", "SCHOOL");
    decisions.put("targetVariant", "ENTERPRISE");
    decisions.put("route", route);
    decisions.put("installTarget", install);
    decisions.put("sourceContinues", route.equals("TENANTS"));
    decisions.put("targetBackup", false);
    decisions.put("testClient", true);
    decisions.put("setUpServices", true);
    decisions.put("updateService", true);
    decisions.put("addressChanges", true);
    decisions.put("installServerMode", "AUTOMATIC");
    decisions.put("installTestClientMode", "MANUAL");
    decisions.put("runUpdateInstallerMode", "AUTOMATIC");
    decisions.put("updateClientsMode", "MANUAL");
    decisions.put("backupTenantMode", "AUTOMATIC");
    decisions.put("restoreTenantMode", "MANUAL");
    decisions.put("tenantAccessMode", "MANUAL");
    return decisions;
  }
}
