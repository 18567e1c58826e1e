package de.asvumzug.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What technicians may decide when a step has failed, and that skipping takes two. */
class IncidentModelTest extends ModelTest {
  @RegisterExtension
  static final ProcessEngineCoverageExtension ENGINE = everyElementAndFlow("out-of-use");

  IncidentModelTest() {
    super(ENGINE, List.of("incident.bpmn"), List.of("out-of-use"));
  }

  @Test
  void a_step_is_tried_again() {
    ProcessInstance incident = startIncident();

    decide("retry");
    system("retryStep");

    assertThat(incident).isEnded().hasPassed("stepRetried").hasNotPassed("performByHand");
  }

  @Test
  void a_step_done_by_hand_is_tried_again_so_that_it_is_checked() {
    ProcessInstance incident = startIncident();

    decide("byHand");
    person(TECHNIK, "performByHand");
    system("retryStep");

    assertThat(incident).isEnded().hasPassedInOrder("performByHand", "retryStep", "stepRetried");
  }

  @Test
  void what_cannot_be_done_by_hand_is_decided_once_more() {
    ProcessInstance incident = startIncident();

    decide("byHand");
    person(TECHNIK, "performByHand", Map.of("otherwise", true));

    assertThat(incident).isWaitingAt("handleIncident").hasNotPassed("retryStep");
  }

  @Test
  void a_step_is_skipped_only_after_a_confirmation() {
    ProcessInstance incident = startIncident();

    decide("skip");
    assertThat(incident).isWaitingAt("confirmSkip").hasNotPassed("skipStep");
    person(BETREIBER, "confirmSkip", Map.of("skipConfirmed", true));
    system("skipStep");

    assertThat(incident).isEnded().hasPassedInOrder("confirmSkip", "skipStep", "stepSkipped");
  }

  @Test
  void a_refused_skip_goes_back_to_the_decision() {
    ProcessInstance incident = startIncident();

    decide("skip");
    person(TECHNIK, "confirmSkip", Map.of("skipConfirmed", false));

    assertThat(incident).isWaitingAt("handleIncident").hasNotPassed("skipStep");
  }

  @Test
  void a_step_is_tried_again_when_two_people_have_said_that_the_machine_is_out_of_use() {
    ProcessInstance incident = startIncident();

    decide("outOfUse");
    assertThat(incident).isWaitingAt("outOfUse").hasNotPassed("retryStep");
    assertThat(told("out-of-use", "migrationId")).isEqualTo(MOVE);
    phase("out-of-use");
    system("retryStep");

    assertThat(incident).isEnded().hasPassedInOrder("outOfUse", "retryStep", "stepRetried");
  }

  @Test
  void a_move_is_aborted() {
    ProcessInstance incident = startIncident();

    decide("abort");
    system("abortMigration");

    assertThat(incident).isEnded().hasPassed("migrationAborted");
  }

  @Test
  void an_unknown_decision_is_refused_and_the_task_stays() {
    ProcessInstance incident = startIncident();

    assertThatThrownBy(() -> decide("ignore")).hasMessageContaining("howToProceed");

    assertThat(incident).isWaitingAt("handleIncident");
  }

  private ProcessInstance startIncident() {
    return start("incident", Map.of("incidentId", "4711", "failedElement", "backupDatabase"));
  }

  private void decide(String decision) {
    person(TECHNIK, "handleIncident", Map.of("decision", decision));
  }
}
