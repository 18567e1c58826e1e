package de.asvumzug.process;

import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A machine counts as out of use only if it is silent and a second person confirms it. */
class OutOfUseModelTest extends ModelTest {
  @RegisterExtension static final ProcessEngineCoverageExtension ENGINE = everyElementAndFlow();

  OutOfUseModelTest() {
    super(ENGINE, "out-of-use");
  }

  @Test
  void a_silent_machine_is_out_of_use_when_a_second_person_has_confirmed_it() {
    ProcessInstance stated = start("out-of-use", Map.of("decidedBy", "technik"));

    server("probeTarget", Map.of("targetAnswers", false));
    assertThat(stated).isWaitingAt("confirmOutOfUse").hasNotPassed("declareOutOfUse");
    person(BETREIBER, "confirmOutOfUse", Map.of("outOfUseConfirmed", true));
    system("declareOutOfUse");

    assertThat(stated).isEnded().hasPassed("targetOutOfUse").hasNotPassed("targetToBeProven");
  }

  @Test
  void nobody_is_asked_about_a_machine_that_answers() {
    ProcessInstance stated = start("out-of-use", Map.of("decidedBy", "technik"));

    server("probeTarget", Map.of("targetAnswers", true));

    assertThat(stated).isEnded().hasPassed("targetToBeProven").hasNotPassed("confirmOutOfUse");
  }

  @Test
  void without_the_second_person_nothing_is_declared() {
    ProcessInstance stated = start("out-of-use", Map.of("decidedBy", "technik"));

    server("probeTarget", Map.of("targetAnswers", false));
    person(TECHNIK, "confirmOutOfUse", Map.of("outOfUseConfirmed", false));

    assertThat(stated).isEnded().hasPassed("outOfUseDeclined").hasNotPassed("declareOutOfUse");
  }
}
