package de.asvumzug.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A whole database comes onto the new server, while the old one is proven to stand still. */
class RestoreFullModelTest extends ModelTest {
  @RegisterExtension
  static final ProcessEngineCoverageExtension ENGINE = everyElementAndFlow("go-live");

  RestoreFullModelTest() {
    super(ENGINE, List.of(ProcessModels.file("restore-full")), List.of("go-live"));
  }

  private static final Map<String, Object> SAME = Map.of("structure", "SAME");
  private static final Map<String, Object> OLDER = Map.of("structure", "OLDER");

  @Test
  void data_of_the_same_structure_are_restored_compared_and_put_to_work() {
    ProcessInstance restore = start("restore-full", options("FULL", "AUTOMATIC"));

    restoreWith(SAME);
    assertThat(told("go-live", "migrationId")).isEqualTo(MOVE);
    assertThat(told("go-live", "updateService")).isEqualTo(true);
    phase("go-live");

    assertThat(restore)
        .isEnded()
        .hasPassedInOrder(
            "guardSource",
            "stopTarget",
            "restoreDatabase",
            "restoreConfiguration",
            "compareFingerprints",
            "goLive",
            "restoreDone");
    assertThat(restore)
        .hasNotPassed("runUpdateInstaller", "runUpdateInstallerManually", "cloneDatabase");
    assertThat(restore).hasNotPassed("restoreDatabaseFolder");
  }

  @Test
  void on_a_school_server_the_folder_of_its_database_is_restored() {
    ProcessInstance restore = start("restore-full", options("FULL", "SCHOOL", "AUTOMATIC"));

    server("guardSource", "stopTarget");
    assertThat(restore).isWaitingAt("restoreDatabaseFolder");
    server("restoreDatabaseFolder", OLDER);
    server("restoreConfiguration", "compareFingerprints");

    assertThat(restore).isWaitingAt("runUpdateInstaller").hasNotPassed("restoreDatabase");
  }

  @Test
  void fingerprints_are_compared_before_the_structure_is_changed() {
    ProcessInstance restore = start("restore-full", options("FULL", "AUTOMATIC"));

    restoreWith(OLDER);
    server("runUpdateInstaller");

    assertThat(restore)
        .isWaitingAt("goLive")
        .hasPassedInOrder("compareFingerprints", "runUpdateInstaller");
    assertThat(restore).hasNotPassed("runUpdateInstallerManually");
  }

  @Test
  void an_update_by_hand_is_checked_by_the_same_step() {
    ProcessInstance restore = start("restore-full", options("FULL", "MANUAL"));

    restoreWith(OLDER);
    person(TECHNIK, "runUpdateInstallerManually");

    assertThat(restore).isWaitingAt("runUpdateInstaller").isNotWaitingAt("goLive");
  }

  @Test
  void a_database_cloned_by_a_person_is_adopted_and_compared_like_a_restored_one() {
    ProcessInstance restore = start("restore-full", options("CLONE", "AUTOMATIC"));

    server("guardSource", "stopTarget", "prepareClone");
    assertThat(restore).isWaitingAt("cloneDatabase");
    person(TECHNIK, "cloneDatabase");
    server("adoptClone", SAME);
    server("restoreConfiguration", "compareFingerprints");

    assertThat(restore)
        .isWaitingAt("goLive")
        .hasPassedInOrder(
            "stopTarget", "prepareClone", "cloneDatabase", "adoptClone", "compareFingerprints");
    assertThat(restore).hasNotPassed("restoreDatabase", "restoreDatabaseFolder");
  }

  @Test
  void a_clone_of_the_version_before_is_updated_too() {
    ProcessInstance restore = start("restore-full", options("CLONE", "AUTOMATIC"));

    server("guardSource", "stopTarget", "prepareClone");
    person(TECHNIK, "cloneDatabase");
    server("adoptClone", OLDER);
    server("restoreConfiguration", "compareFingerprints");

    assertThat(restore).isWaitingAt("runUpdateInstaller");
  }

  private void restoreWith(Map<String, Object> structure) {
    server("guardSource", "stopTarget");
    server("restoreDatabase", structure);
    server("restoreConfiguration", "compareFingerprints");
  }

  private static Map<String, Object> options(String route, String mode) {
    return options(route, "ENTERPRISE", mode);
  }

  private static Map<String, Object> options(String route, String variant, String mode) {
    return Map.of(
        "route", route,
        "targetVariant", variant,
        "runUpdateInstallerMode", mode,
        "updateService", true);
  }
}
