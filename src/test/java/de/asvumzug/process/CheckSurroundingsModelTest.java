package de.asvumzug.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The old server stands still, and the new one has all it needs around it. */
class CheckSurroundingsModelTest extends ModelTest {
  @RegisterExtension static final ProcessEngineCoverageExtension ENGINE = everyElementAndFlow();

  CheckSurroundingsModelTest() {
    super(ENGINE, "check-surroundings");
  }

  @Test
  void surroundings_without_findings_are_checked_once() {
    ProcessInstance check = start("check-surroundings", Map.of());

    server("guardSource");
    checkedWith(0, 0, 0);

    assertThat(check)
        .isEnded()
        .hasPassedInOrder(
            "guardSource",
            "checkRegularBackup",
            "checkCentralSystem",
            "checkReachability",
            "surroundingsFit");
    assertThat(check).hasNotPassed("resolveFindings");
  }

  @Test
  void findings_of_the_regular_backup_are_resolved_and_checked_again() {
    findingsAreResolvedAndCheckedAgain(1, 0, 0);
  }

  @Test
  void findings_of_the_central_system_are_resolved_and_checked_again() {
    findingsAreResolvedAndCheckedAgain(0, 2, 0);
  }

  @Test
  void findings_of_the_reachability_are_resolved_and_checked_again() {
    findingsAreResolvedAndCheckedAgain(0, 0, 1);
  }

  private void findingsAreResolvedAndCheckedAgain(int backup, int central, int reachability) {
    ProcessInstance check = start("check-surroundings", Map.of());
    server("guardSource");

    checkedWith(backup, central, reachability);
    person(TECHNIK, "resolveFindings");
    assertThat(check).isWaitingAt("checkRegularBackup").hasNotPassed("surroundingsFit");
    checkedWith(0, 0, 0);

    assertThat(check).isEnded();
  }

  private void checkedWith(int backup, int central, int reachability) {
    server("checkRegularBackup", Map.of("backupFindings", backup));
    server("checkCentralSystem", Map.of("centralSystemFindings", central));
    server("checkReachability", Map.of("reachabilityFindings", reachability));
  }
}
