package de.asvumzug.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The new server works once somebody has logged in to it. */
class GoLiveModelTest extends ModelTest {
  @RegisterExtension static final ProcessEngineCoverageExtension ENGINE = everyElementAndFlow();

  GoLiveModelTest() {
    super(ENGINE, "go-live");
  }

  @Test
  void a_server_that_somebody_could_log_in_to_works() {
    ProcessInstance goLive = start("go-live", Map.of("updateService", true));

    server("startTarget");
    person(TECHNIK, "confirmOriginalLogin", Map.of("loginWorks", true));
    server("startUpdateService");

    assertThat(goLive)
        .isEnded()
        .hasPassedInOrder("startTarget", "confirmOriginalLogin", "startUpdateService");
    assertThat(goLive).hasNotPassed("fixLogin");
  }

  @Test
  void the_update_service_stays_off_where_nobody_wants_it() {
    ProcessInstance goLive = start("go-live", Map.of("updateService", false));

    server("startTarget");
    person(TECHNIK, "confirmOriginalLogin", Map.of("loginWorks", true));

    assertThat(goLive).isEnded().hasNotPassed("startUpdateService");
  }

  @Test
  void a_failed_log_in_is_put_right_and_the_server_started_again() {
    ProcessInstance goLive = start("go-live", Map.of("updateService", false));
    server("startTarget");

    person(TECHNIK, "confirmOriginalLogin", Map.of("loginWorks", false));
    person(TECHNIK, "fixLogin");

    assertThat(goLive).isWaitingAt("startTarget").hasNotPassed("goLiveDone");
  }
}
