package de.asvumzug.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A person needs a running server to restore schools, the checks a stopped one. */
class RestoreByHandModelTest extends ModelTest {
  @RegisterExtension static final ProcessEngineCoverageExtension ENGINE = everyElementAndFlow();

  RestoreByHandModelTest() {
    super(ENGINE, "restore-by-hand");
  }

  @Test
  void the_server_runs_while_each_school_is_restored_by_hand_and_stands_still_after() {
    ProcessInstance byHand = start("restore-by-hand", Map.of());

    server("startTarget");
    byHandForEachSchool("restoreTenantManually");
    assertThat(byHand).isWaitingAt("stopTarget");
    server("stopTarget");

    assertThat(byHand)
        .isEnded()
        .hasPassedInOrder("startTarget", "restoreTenantManually", "stopTarget", "byHandDone");
    assertThat(schoolsOf("restoreTenantManually")).containsExactly(SCHOOL_A, SCHOOL_B);
  }
}
