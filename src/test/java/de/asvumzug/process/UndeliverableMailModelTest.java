package de.asvumzug.process;

import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A mail that no server takes is a task for somebody who has a telephone. */
class UndeliverableMailModelTest extends ModelTest {
  @RegisterExtension static final ProcessEngineCoverageExtension ENGINE = everyElementAndFlow();

  UndeliverableMailModelTest() {
    super(ENGINE, "undeliverable-mail");
  }

  @Test
  void somebody_calls_the_recipient() {
    ProcessInstance refused = start("undeliverable-mail", Map.of());

    person(TECHNIK, "callRecipient");

    assertThat(refused).isEnded().hasPassed("recipientKnows");
  }
}
