package de.asvumzug.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A whole database comes back on the new server, while the old one is proven to stand still. */
class RestoreFullModelTest extends ModelTest {
  @RegisterExtension static final ProcessEngineCoverageExtension ENGINE = everyElementAndFlow();

  RestoreFullModelTest() {
    super(ENGINE, "restore-full");
  }

  private static final Map<String, Object> SAME = Map.of("structure", "SAME");
  private static final Map<String, Object> OLDER = Map.of("structure", "OLDER");

  @Test
  void data_of_the_same_structure_are_restored_compared_and_logged_in_to() {
    ProcessInstance restore = start("restore-full", options("AUTOMATIC", true));

    restoreWith(SAME);
    server("startTarget");
    person(TECHNIK, "confirmOriginalLogin", Map.of("loginWorks", true));
    server("startUpdateService");

    assertThat(restore)
        .isEnded()
        .hasPassedInOrder(
            "guardSource",
            "stopTarget",
            "restoreDatabase",
            "restoreConfiguration",
            "compareFingerprints",
            "startTarget",
            "confirmOriginalLogin",
            "startUpdateService",
            "restoreDone");
    assertThat(restore).hasNotPassed("runUpdateInstaller", "runUpdateInstallerManually");
  }

  @Test
  void fingerprints_are_compared_before_the_structure_is_changed() {
    ProcessInstance restore = start("restore-full", options("AUTOMATIC", false));

    restoreWith(OLDER);
    server("runUpdateInstaller");

    assertThat(restore)
        .isWaitingAt("startTarget")
        .hasPassedInOrder("compareFingerprints", "runUpdateInstaller");
  }

  @Test
  void an_older_structure_may_be_updated_by_hand() {
    ProcessInstance restore = start("restore-full", options("MANUAL", false));

    restoreWith(OLDER);
    person(TECHNIK, "runUpdateInstallerManually");

    assertThat(restore).isWaitingAt("startTarget").hasNotPassed("runUpdateInstaller");
  }

  @Test
  void the_update_service_stays_off_where_nobody_wants_it() {
    ProcessInstance restore = start("restore-full", options("AUTOMATIC", false));

    restoreWith(SAME);
    server("startTarget");
    person(TECHNIK, "confirmOriginalLogin", Map.of("loginWorks", true));

    assertThat(restore).isEnded().hasNotPassed("startUpdateService");
  }

  @Test
  void a_failed_log_in_is_put_right_and_the_server_started_again() {
    ProcessInstance restore = start("restore-full", options("AUTOMATIC", false));
    restoreWith(SAME);
    server("startTarget");

    person(TECHNIK, "confirmOriginalLogin", Map.of("loginWorks", false));
    person(TECHNIK, "fixLogin");

    assertThat(restore).isWaitingAt("startTarget").hasNotPassed("restoreDone");
  }

  private void restoreWith(Map<String, Object> structure) {
    server("guardSource", "stopTarget");
    server("restoreDatabase", structure);
    server("restoreConfiguration", "compareFingerprints");
  }

  private static Map<String, Object> options(String mode, boolean updateService) {
    return Map.of("runUpdateInstallerMode", mode, "updateService", updateService);
  }
}
