package de.asvumzug.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Both machines are looked at together, until nothing stands against the move. */
class CheckMachinesModelTest extends ModelTest {
  @RegisterExtension static final ProcessEngineCoverageExtension ENGINE = everyElementAndFlow();

  CheckMachinesModelTest() {
    super(ENGINE, "check-machines");
  }

  @Test
  void both_servers_are_checked_at_the_same_time() {
    ProcessInstance check = start("check-machines", Map.of());

    assertThat(check).isWaitingAt("checkSource", "checkTarget");
  }

  @Test
  void machines_without_findings_fit() {
    ProcessInstance check = start("check-machines", Map.of());

    checkedWith(0, 0);

    assertThat(check).isEnded().hasPassed("machinesFit").hasNotPassed("resolveFindings");
  }

  @Test
  void findings_of_the_old_server_are_resolved_until_a_new_check_finds_none() {
    ProcessInstance check = start("check-machines", Map.of());

    checkedWith(1, 0);
    assertThat(check).isWaitingAt("resolveFindings");
    person(TECHNIK, "resolveFindings", Map.of("overrule", false));
    checkedWith(0, 0);

    assertThat(check).isEnded().hasNotPassed("confirmOverrule");
  }

  @Test
  void findings_of_the_new_server_count_too() {
    ProcessInstance check = start("check-machines", Map.of());

    checkedWith(0, 3);

    assertThat(check).isWaitingAt("resolveFindings").hasNotPassed("machinesFit");
  }

  @Test
  void a_finding_is_overruled_by_a_second_person_and_looked_at_again() {
    ProcessInstance check = start("check-machines", Map.of());

    checkedWith(1, 0);
    person(TECHNIK, "resolveFindings", Map.of("overrule", true));
    assertThat(check).isWaitingAt("confirmOverrule").isNotWaitingAt("checkSource");
    person(BETREIBER, "confirmOverrule");
    assertThat(check).isWaitingAt("checkSource", "checkTarget");
    checkedWith(1, 0, 0);

    assertThat(check).isEnded().hasPassedInOrder("confirmOverrule", "machinesFit");
  }

  @Test
  void what_the_second_person_does_not_agree_to_is_to_be_resolved() {
    ProcessInstance check = start("check-machines", Map.of());

    checkedWith(1, 0);
    person(TECHNIK, "resolveFindings", Map.of("overrule", true));
    person(TECHNIK, "confirmOverrule");
    checkedWith(1, 0);

    assertThat(check).isWaitingAt("resolveFindings").hasNotPassed("machinesFit");
  }

  private void checkedWith(int sourceFindings, int targetFindings) {
    checkedWith(sourceFindings, targetFindings, sourceFindings + targetFindings);
  }

  private void checkedWith(int sourceFindings, int targetFindings, int open) {
    server("checkSource", Map.of("sourceFindings", sourceFindings));
    server("checkTarget", Map.of("targetFindings", targetFindings));
    goOn("checksDone");
    system("weighFindings", execution -> execution.setVariable("openFindings", open));
  }
}
