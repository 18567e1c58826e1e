package de.asvumzug.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The new surroundings are checked, clients find the server, and every school looks at its data.
 */
class FinishModelTest extends ModelTest {
  @RegisterExtension static final ProcessEngineCoverageExtension ENGINE = everyElementAndFlow();

  FinishModelTest() {
    super(ENGINE, "finish");
  }

  @Test
  void a_finish_without_trouble_asks_each_school_and_ends() {
    ProcessInstance finish = start("finish", options("FULL", false, false, "AUTOMATIC"));
    everythingIsFine();

    surroundingsWith(0, 0);
    everySchool("refreshApplicationData");
    everySchool("recheckData");

    assertThat(finish)
        .isEnded()
        .hasPassedInOrder("guardSource", "checkRegularBackup", "checkCentralSystem", "finishDone");
    assertThat(finish).hasNotPassed("resolveFindings", "updateClients", "updateClientsManually");
    assertThat(finish).hasNotPassed("completeTenantData", "deleteTenantOnSource");
  }

  @Test
  void each_school_goes_at_its_own_pace() {
    ProcessInstance finish = start("finish", options("FULL", false, false, "AUTOMATIC"));
    everythingIsFine();
    surroundingsWith(0, 0);

    person("schule-" + SCHOOL_A, "refreshApplicationData");
    person("schule-" + SCHOOL_A, "recheckData");

    assertThat(finish).isNotEnded().isWaitingAt("refreshApplicationData");
  }

  @Test
  void findings_of_the_regular_backup_are_resolved_and_checked_again() {
    ProcessInstance finish = start("finish", options("FULL", false, false, "AUTOMATIC"));

    surroundingsWith(1, 0);
    person(TECHNIK, "resolveFindings");

    assertThat(finish).isWaitingAt("checkRegularBackup").hasNotPassed("schoolWork");
  }

  @Test
  void findings_of_the_central_system_are_resolved_and_checked_again() {
    ProcessInstance finish = start("finish", options("FULL", false, false, "AUTOMATIC"));

    surroundingsWith(0, 2);
    person(TECHNIK, "resolveFindings");
    server("checkRegularBackup", Map.of("backupFindings", 0));
    server("checkCentralSystem", Map.of("centralSystemFindings", 0));

    assertThat(finish).isWaitingAt("refreshApplicationData");
  }

  @Test
  void clients_learn_a_new_address_before_the_schools_work() {
    ProcessInstance finish = start("finish", options("FULL", false, true, "AUTOMATIC"));

    surroundingsWith(0, 0);
    assertThat(finish).isWaitingAt("updateClients");
    server("updateClients");

    assertThat(finish).isWaitingAt("refreshApplicationData").hasNotPassed("updateClientsManually");
  }

  @Test
  void clients_may_be_changed_by_hand() {
    ProcessInstance finish = start("finish", options("FULL", false, true, "MANUAL"));

    surroundingsWith(0, 0);
    person(TECHNIK, "updateClientsManually");

    assertThat(finish).isWaitingAt("refreshApplicationData").hasNotPassed("updateClients");
  }

  @Test
  void a_complaint_of_a_school_is_resolved_and_all_schools_look_again() {
    ProcessInstance finish = start("finish", options("FULL", false, false, "AUTOMATIC"));
    when(acceptance.allFine(any())).thenReturn(false, true);
    surroundingsWith(0, 0);

    everySchool("refreshApplicationData");
    everySchool("recheckData");
    person(TECHNIK, "resolveFindings");
    everySchool("refreshApplicationData");
    everySchool("recheckData");

    assertThat(finish).isEnded();
  }

  @Test
  void by_tenant_schools_complete_their_data_and_the_operator_deletes_them_on_the_old_server() {
    ProcessInstance finish = start("finish", options("TENANTS", true, false, "AUTOMATIC"));
    everythingIsFine();
    surroundingsWith(0, 0);

    everySchool("refreshApplicationData");
    everySchool("recheckData");
    everySchool("completeTenantData");
    person(BETREIBER, "deleteTenantOnSource");

    assertThat(finish).isEnded().hasPassedInOrder("completeTenantData", "deleteTenantOnSource");
  }

  @Test
  void nothing_is_deleted_on_an_old_server_that_does_not_go_on() {
    ProcessInstance finish = start("finish", options("TENANTS", false, false, "AUTOMATIC"));
    everythingIsFine();
    surroundingsWith(0, 0);

    everySchool("refreshApplicationData");
    everySchool("recheckData");
    everySchool("completeTenantData");

    assertThat(finish).isEnded().hasNotPassed("deleteTenantOnSource");
  }

  private void surroundingsWith(int backupFindings, int centralSystemFindings) {
    server("guardSource");
    server("checkRegularBackup", Map.of("backupFindings", backupFindings));
    server("checkCentralSystem", Map.of("centralSystemFindings", centralSystemFindings));
  }

  private void everythingIsFine() {
    when(acceptance.allFine(any())).thenReturn(true);
  }

  private static Map<String, Object> options(
      String route, boolean sourceContinues, boolean addressChanges, String mode) {
    return Map.of(
        "route", route,
        "sourceContinues", sourceContinues,
        "addressChanges", addressChanges,
        "updateClientsMode", mode);
  }
}
