package de.asvumzug.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The way back: the new server is proven to stand still before the old one starts. */
class RollbackModelTest extends ModelTest {
  @RegisterExtension static final ProcessEngineCoverageExtension ENGINE = everyElementAndFlow();

  RollbackModelTest() {
    super(ENGINE, "rollback");
  }

  @Test
  void the_old_server_comes_up_only_after_the_new_one_stands_still() {
    ProcessInstance rollback = start("rollback", Map.of());

    server("stopTarget", "guardTarget", "startSource");
    person(TECHNIK, "confirmSourceLogin", Map.of("loginWorks", true));
    system("notifyRollback");

    assertThat(rollback)
        .isEnded()
        .hasPassedInOrder(
            "stopTarget",
            "guardTarget",
            "startSource",
            "confirmSourceLogin",
            "notifyRollback",
            "rollbackDone");
    assertThat(rollback).hasNotPassed("fixLogin");
  }

  @Test
  void nobody_is_told_before_somebody_could_log_in() {
    ProcessInstance rollback = start("rollback", Map.of());
    server("stopTarget", "guardTarget", "startSource");

    person(TECHNIK, "confirmSourceLogin", Map.of("loginWorks", false));
    person(TECHNIK, "fixLogin");

    assertThat(rollback).isWaitingAt("startSource").hasNotPassed("notifyRollback");
  }
}
