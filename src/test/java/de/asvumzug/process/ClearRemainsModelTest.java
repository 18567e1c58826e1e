package de.asvumzug.process;

import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nothing is removed without a person, and whatever was done, the machines are looked at again. */
class ClearRemainsModelTest extends ModelTest {
  @RegisterExtension static final ProcessEngineCoverageExtension ENGINE = everyElementAndFlow();

  ClearRemainsModelTest() {
    super(ENGINE, "clear-remains");
  }

  @Test
  void where_nothing_is_left_nobody_is_asked() {
    ProcessInstance clearing = start("clear-remains", Map.of());

    server("listRemains", Map.of("remains", 0));

    assertThat(clearing).isEnded().hasPassed("nothingLeft").hasNotPassed("clearRemains");
  }

  @Test
  void the_system_removes_only_what_a_person_has_asked_for_and_looks_again() {
    ProcessInstance clearing = left(5);

    assertThat(clearing).isWaitingAt("clearRemains").hasNotPassed("removeRemains");
    person(TECHNIK, "clearRemains", Map.of("decision", "remove"));
    server("removeRemains");
    assertThat(clearing).isWaitingAt("listRemains");
    server("listRemains", Map.of("remains", 0));

    assertThat(clearing).isEnded().hasPassed("nothingLeft");
  }

  @Test
  void work_by_hand_is_looked_at_as_often_as_it_takes() {
    ProcessInstance clearing = left(2);

    person(TECHNIK, "clearRemains", Map.of("decision", "byHand"));
    server("listRemains", Map.of("remains", 1));
    system("announceRemains");

    assertThat(clearing).isWaitingAt("clearRemains").hasNotPassed("removeRemains");
  }

  @Test
  void what_is_to_stay_ends_the_task() {
    ProcessInstance clearing = left(1);

    person(TECHNIK, "clearRemains", Map.of("decision", "keep"));

    assertThat(clearing).isEnded().hasPassed("remainsKept").hasNotPassed("removeRemains");
  }

  private ProcessInstance left(int remains) {
    ProcessInstance clearing = start("clear-remains", Map.of());
    server("listRemains", Map.of("remains", remains));
    system("announceRemains");
    return clearing;
  }
}
