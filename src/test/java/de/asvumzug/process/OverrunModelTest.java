package de.asvumzug.process;

import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A person decides whether a move goes on beyond its window. */
class OverrunModelTest extends ModelTest {
  @RegisterExtension static final ProcessEngineCoverageExtension ENGINE = everyElementAndFlow();

  OverrunModelTest() {
    super(ENGINE, "overrun");
  }

  @Test
  void a_move_goes_on_beyond_its_window_if_somebody_says_so() {
    ProcessInstance overrun = start("overrun", Map.of());

    person(TECHNIK, "decideOverrun", Map.of("decision", "goOn"));
    system("announceDelay");

    assertThat(overrun).isEnded().hasPassed("windowExtended").hasNotPassed("abortOverrun");
  }

  @Test
  void a_move_is_given_up_only_by_a_decision() {
    ProcessInstance overrun = start("overrun", Map.of());

    person(BETREIBER, "decideOverrun", Map.of("decision", "abort"));
    system("abortOverrun");

    assertThat(overrun).isEnded().hasPassed("moveAborted");
  }
}
