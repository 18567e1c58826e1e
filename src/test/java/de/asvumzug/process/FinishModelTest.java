package de.asvumzug.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The new surroundings are checked, clients find the server, and every school looks at its data.
 */
class FinishModelTest extends ModelTest {
  @RegisterExtension
  static final ProcessEngineCoverageExtension ENGINE = everyElementAndFlow("check-surroundings");

  FinishModelTest() {
    super(ENGINE, List.of(ProcessModels.file("finish")), List.of("check-surroundings"));
  }

  @Test
  void a_finish_without_trouble_asks_each_school_and_lets_updates_go_on() {
    ProcessInstance finish = start("finish", options("FULL", false, "AUTOMATIC"));
    everythingIsFine();

    assertThat(told("check-surroundings", "migrationId")).isEqualTo(MOVE);
    phase("check-surroundings");
    everySchool("refreshApplicationData");
    everySchool("recheckData");
    assertThat(finish).isWaitingAt("thawUpdates");
    server("thawUpdates");

    assertThat(finish)
        .isEnded()
        .hasPassedInOrder("checkSurroundings", "schoolWork", "thawUpdates", "finishDone");
    assertThat(finish).hasNotPassed("resolveFindings", "updateClients", "updateClientsManually");
    assertThat(finish).hasNotPassed("completeTenantData");
  }

  @Test
  void each_school_goes_at_its_own_pace() {
    ProcessInstance finish = start("finish", options("FULL", false, "AUTOMATIC"));
    everythingIsFine();
    phase("check-surroundings");

    person("schule-" + SCHOOL_A, "refreshApplicationData");
    person("schule-" + SCHOOL_A, "recheckData");

    assertThat(finish).isNotEnded().isWaitingAt("refreshApplicationData");
  }

  @Test
  void clients_learn_a_new_address_before_the_schools_work() {
    ProcessInstance finish = start("finish", options("FULL", true, "AUTOMATIC"));

    phase("check-surroundings");
    assertThat(finish).isWaitingAt("updateClients");
    server("updateClients", Map.of("clientsOpen", 0));

    assertThat(finish).isWaitingAt("refreshApplicationData");
    assertThat(finish).hasNotPassed("updateClientsManually", "confirmOpenClients");
  }

  @Test
  void clients_changed_by_hand_are_checked_by_the_same_step() {
    ProcessInstance finish = start("finish", options("FULL", true, "MANUAL"));

    phase("check-surroundings");
    person(TECHNIK, "updateClientsManually");

    assertThat(finish).isWaitingAt("updateClients").hasNotPassed("schoolWork");
  }

  @Test
  void clients_that_cannot_be_reached_are_confirmed_by_a_technician() {
    ProcessInstance finish = start("finish", options("FULL", true, "AUTOMATIC"));
    phase("check-surroundings");

    server("updateClients", Map.of("clientsOpen", 2));
    assertThat(finish).isWaitingAt("confirmOpenClients");
    person(TECHNIK, "confirmOpenClients");

    assertThat(finish).isWaitingAt("refreshApplicationData");
  }

  @Test
  void after_a_repair_only_the_school_that_complained_is_asked_and_only_that() {
    ProcessInstance finish = start("finish", options("FULL", false, "AUTOMATIC"));
    when(acceptance.allFine(any())).thenReturn(false, true);
    phase("check-surroundings");
    everySchool("refreshApplicationData");
    everySchool("recheckData");

    when(acceptance.schoolsToAsk(any())).thenReturn(List.of(SCHOOL_B));
    when(acceptance.asks(any(), eq("refreshApplicationData"))).thenReturn(false);
    person(TECHNIK, "resolveFindings");
    assertThat(finish).isWaitingAt("recheckData").isNotWaitingAt("refreshApplicationData");
    person("schule-" + SCHOOL_B, "recheckData");

    assertThat(finish).isWaitingAt("thawUpdates");
  }

  @Test
  void after_a_repair_a_school_is_asked_again_about_its_reports_alone() {
    ProcessInstance finish = start("finish", options("TENANTS", false, "AUTOMATIC"));
    when(acceptance.allFine(any())).thenReturn(false, true);
    phase("check-surroundings");
    everySchool("refreshApplicationData");
    everySchool("recheckData");
    everySchool("completeTenantData");

    when(acceptance.schoolsToAsk(any())).thenReturn(List.of(SCHOOL_A));
    when(acceptance.asks(any(), eq("recheckData"))).thenReturn(false);
    when(acceptance.asks(any(), eq("completeTenantData"))).thenReturn(false);
    person(TECHNIK, "resolveFindings");
    person("schule-" + SCHOOL_A, "refreshApplicationData");

    assertThat(finish).isWaitingAt("thawUpdates");
  }

  @Test
  void by_tenant_each_school_completes_what_its_backup_could_not_carry() {
    ProcessInstance finish = start("finish", options("TENANTS", false, "AUTOMATIC"));
    everythingIsFine();
    phase("check-surroundings");

    everySchool("refreshApplicationData");
    everySchool("recheckData");
    everySchool("completeTenantData");

    assertThat(finish).isWaitingAt("thawUpdates").hasPassed("completeTenantData");
  }

  private void everythingIsFine() {
    when(acceptance.allFine(any())).thenReturn(true);
  }

  private static Map<String, Object> options(String route, boolean addressChanges, String mode) {
    return Map.of("route", route, "addressChanges", addressChanges, "updateClientsMode", mode);
  }
}
