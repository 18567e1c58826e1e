package de.asvumzug.process;

import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two servers that answer are a task for somebody, until one of them is stopped. */
class TwoServersModelTest extends ModelTest {
  @RegisterExtension static final ProcessEngineCoverageExtension ENGINE = everyElementAndFlow();

  TwoServersModelTest() {
    super(ENGINE, "two-servers");
  }

  @Test
  void somebody_stops_one_of_them() {
    ProcessInstance seen = start("two-servers", Map.of());

    person(TECHNIK, "stopOneServer");

    assertThat(seen).isEnded().hasPassed("oneServerLeft");
  }
}
