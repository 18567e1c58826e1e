package de.asvumzug.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The new server is installed, checked and started; the first log-in is confirmed by a person. */
class InstallModelTest extends ModelTest {
  @RegisterExtension static final ProcessEngineCoverageExtension ENGINE = everyElementAndFlow();

  InstallModelTest() {
    super(ENGINE, "install");
  }

  @Test
  void the_least_installation_is_installed_checked_started_and_logged_in_to() {
    ProcessInstance install = start("install", options("AUTOMATIC", false, false));

    server("installServer", "verifyInstallation", "startTarget");
    person(TECHNIK, "confirmSysLogin", Map.of("loginWorks", true));

    assertThat(install)
        .isEnded()
        .hasPassedInOrder(
            "installServer",
            "verifyInstallation",
            "startTarget",
            "confirmSysLogin",
            "installationDone");
    assertThat(install)
        .hasNotPassed("installServerManually", "installTestClient", "installTestClientManually");
    assertThat(install).hasNotPassed("setUpServices", "fixLogin");
  }

  @Test
  void a_server_installed_by_hand_is_checked_by_the_same_steps() {
    ProcessInstance install = start("install", options("MANUAL", false, false));

    assertThat(install).isWaitingAt("installServerManually").isNotWaitingAt("installServer");
    person(TECHNIK, "installServerManually");
    server("installServer");

    assertThat(install).isWaitingAt("verifyInstallation");
  }

  @Test
  void a_test_client_and_services_are_set_up_where_wanted() {
    ProcessInstance install = start("install", options("AUTOMATIC", true, true));

    server("installServer", "verifyInstallation", "installTestClient", "setUpServices");

    assertThat(install).isWaitingAt("startTarget");
  }

  @Test
  void a_test_client_installed_by_hand_is_checked_by_the_same_step() {
    ProcessInstance install = start("install", options("MANUAL", true, false));

    person(TECHNIK, "installServerManually");
    server("installServer", "verifyInstallation");
    person(TECHNIK, "installTestClientManually");
    assertThat(install).isWaitingAt("installTestClient");
    server("installTestClient");

    assertThat(install).isWaitingAt("startTarget");
  }

  @Test
  void a_failed_log_in_is_put_right_and_the_server_started_again() {
    ProcessInstance install = start("install", options("AUTOMATIC", false, false));
    server("installServer", "verifyInstallation", "startTarget");

    person(TECHNIK, "confirmSysLogin", Map.of("loginWorks", false));
    assertThat(install).isWaitingAt("fixLogin");
    person(TECHNIK, "fixLogin");
    server("startTarget");
    person(TECHNIK, "confirmSysLogin", Map.of("loginWorks", true));

    assertThat(install).isEnded();
  }

  private static Map<String, Object> options(String mode, boolean testClient, boolean services) {
    return Map.of(
        "installServerMode", mode,
        "installTestClientMode", mode,
        "testClient", testClient,
        "setUpServices", services);
  }
}
