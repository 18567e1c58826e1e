package de.asvumzug.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nothing is touched before both servers are checked and everybody concerned has agreed. */
class PrepareModelTest extends ModelTest {
  @RegisterExtension
  static final ProcessEngineCoverageExtension ENGINE = everyElementAndFlow("check-machines");

  PrepareModelTest() {
    super(
        ENGINE,
        List.of(ProcessModels.file("prepare"), ProcessModels.ROUTE),
        List.of("check-machines"));
  }

  @Test
  void a_whole_server_is_checked_agreed_confirmed_and_invited_to() {
    ProcessInstance prepare = start("prepare", Map.of());
    when(schedule.agreed(any())).thenReturn(true);

    planned("ALL", false, false);
    phase("check-machines");
    everySchool("agreeSchedule");
    person(TECHNIK, "confirmPreparation");
    server("freezeUpdates");
    system("sendInvitations");

    assertThat(prepare)
        .isEnded()
        .hasPassedInOrder(
            "loadPlan",
            "decideRoute",
            "checkMachines",
            "agreeSchedule",
            "confirmPreparation",
            "freezeUpdates",
            "sendInvitations",
            "preparationDone");
    assertThat(prepare).hasNotPassed("approveMove", "exportReports");
  }

  @Test
  void the_rule_table_decides_the_way() {
    ProcessInstance prepare = start("prepare", Map.of());

    planned("ALL", false, false);

    assertThat(prepare)
        .variables()
        .containsEntry("route", "FULL")
        .containsEntry("installTarget", true)
        .containsEntry("sourceContinues", false)
        .containsEntry("targetBackup", false)
        .containsEntry("refusal", null);
  }

  @Test
  void an_impossible_plan_is_refused_before_any_server_is_looked_at() {
    ProcessInstance prepare = start("prepare", Map.of());

    assertThatThrownBy(() -> planned("SOME", false, false)).hasMessageContaining("PLAN_REFUSED");

    assertThat(prepare).hasNotPassed("checkMachines");
  }

  @Test
  void a_case_that_the_rule_table_does_not_know_is_refused_too() {
    ProcessInstance prepare = start("prepare", Map.of());

    assertThatThrownBy(() -> planned("NONE", false, false)).hasMessageContaining("PLAN_REFUSED");

    assertThat(prepare).hasNotPassed("checkMachines");
  }

  @Test
  void nobody_is_asked_before_both_machines_are_found_to_fit() {
    ProcessInstance prepare = start("prepare", Map.of());

    planned("ALL", false, false);

    assertThat(prepare).isWaitingAt("checkMachines").hasNotPassed("agreeSchedule");
    assertThat(told("check-machines", "migrationId")).isEqualTo(MOVE);
  }

  @Test
  void what_the_checks_counted_is_known_afterwards() {
    ProcessInstance prepare = start("prepare", Map.of());
    planned("ALL", false, false);

    phase("check-machines", Map.of("sourceFindings", 0, "targetFindings", 0));

    assertThat(prepare)
        .variables()
        .containsEntry("sourceFindings", 0)
        .containsEntry("targetFindings", 0);
  }

  @Test
  void nothing_is_changed_on_a_server_before_the_preparation_is_confirmed() {
    ProcessInstance prepare = start("prepare", Map.of());
    when(schedule.agreed(any())).thenReturn(true);
    planned("ALL", false, false);
    phase("check-machines");

    everySchool("agreeSchedule");

    assertThat(prepare).isWaitingAt("confirmPreparation").hasNotPassed("freezeUpdates");
  }

  @Test
  void the_operator_of_a_regional_server_approves_before_schools_are_asked() {
    ProcessInstance prepare = start("prepare", Map.of());
    planned("SOME", true, true);
    phase("check-machines");

    assertThat(prepare).isWaitingAt("approveMove").hasNotPassed("agreeSchedule");
    person(BETREIBER, "approveMove");

    assertThat(prepare).isWaitingAt("agreeSchedule");
  }

  @Test
  void one_school_that_disagrees_makes_all_agree_again_to_a_new_schedule() {
    ProcessInstance prepare = start("prepare", Map.of());
    when(schedule.agreed(any())).thenReturn(false, true);
    planned("ALL", false, false);
    phase("check-machines");

    everySchool("agreeSchedule");
    person(TECHNIK, "proposeSchedule");
    everySchool("agreeSchedule");

    assertThat(prepare).isWaitingAt("confirmPreparation");
  }

  @Test
  void by_tenant_each_school_exports_its_own_reports() {
    ProcessInstance prepare = start("prepare", Map.of());
    when(schedule.agreed(any())).thenReturn(true);
    planned("SOME", true, false);
    phase("check-machines");

    everySchool("agreeSchedule");
    assertThat(prepare).isWaitingAt("exportReports");
    everySchool("exportReports");

    assertThat(prepare).isWaitingAt("confirmPreparation");
  }

  private void planned(String scope, boolean sourceServesOthers, boolean regionalCentral) {
    system(
        "loadPlan",
        execution ->
            execution.setVariables(
                Map.of(
                    "scope",
                    scope,
                    "sourceVariant",
                    "ENTERPRISE",
                    "targetVariant",
                    "ENTERPRISE",
                    "targetInUse",
                    false,
                    "sourceServesOthers",
                    sourceServesOthers,
                    "regionalCentral",
                    regionalCentral,
                    "cloneTool",
                    false)));
  }
}
