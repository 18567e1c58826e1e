package de.asvumzug.process;

import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A machine that comes back is stopped at once, and stays a matter until it is proven to stand. */
class MachineReturnedModelTest extends ModelTest {
  @RegisterExtension
  static final ProcessEngineCoverageExtension ENGINE = everyElementAndFlow("clear-remains");

  MachineReturnedModelTest() {
    super(ENGINE, List.of("machine-returned.bpmn"), List.of("clear-remains"));
  }

  @Test
  void the_machine_is_stopped_before_anybody_has_answered_the_task() {
    ProcessInstance returned = start("machine-returned", Map.of("installTarget", true));

    assertThat(returned).isWaitingAt("stopTarget", "explainReturn");
    server("stopTarget", "guardTarget");

    assertThat(returned).isWaitingAt("explainReturn");
  }

  @Test
  void the_statement_ends_only_after_the_proof_and_the_explanation() {
    ProcessInstance returned = start("machine-returned", Map.of("installTarget", true));

    person(TECHNIK, "explainReturn", Map.of("done", true));
    assertThat(returned).isWaitingAt("stopTarget").hasNotPassed("endOutOfUse");
    server("stopTarget", "guardTarget");
    goOn("allKnown");
    system("endOutOfUse");
    phase("clear-remains");

    assertThat(returned).isEnded().hasPassedInOrder("guardTarget", "endOutOfUse");
    assertThat(returned).hasNotPassed("removeTenantOnTarget");
  }

  @Test
  void a_server_that_works_for_others_loses_the_schools_of_the_move() {
    ProcessInstance returned = start("machine-returned", Map.of("installTarget", false));

    server("stopTarget", "removeTenantOnTarget");

    assertThat(returned).isWaitingAt("explainReturn").hasNotPassed("guardTarget");
  }
}
