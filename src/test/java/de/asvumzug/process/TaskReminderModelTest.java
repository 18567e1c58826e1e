package de.asvumzug.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.managementService;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.runtimeService;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An open task is recalled until it is done, first to its group, then to others. */
class TaskReminderModelTest extends ModelTest {
  @RegisterExtension static final ProcessEngineCoverageExtension ENGINE = everyElementAndFlow();

  private static final Map<String, Object> TIMES =
      Map.of(
          "waitingTask", "4711",
          "askAgainAt", at(2),
          "lastCallAt", at(6),
          "deputiesAt", at(7),
          "managementAt", at(8));

  TaskReminderModelTest() {
    super(ENGINE, "task-reminder");
  }

  @Test
  void nobody_answers_and_in_the_end_it_management_knows() {
    ProcessInstance reminder = start("task-reminder", TIMES);

    for (List<String> stage :
        List.of(
            List.of("askAgainDue", "askAgain"),
            List.of("lastCallDue", "callLast"),
            List.of("deputiesDue", "tellDeputies"),
            List.of("managementDue", "tellManagement"))) {
      timeIsUp(stage.get(0));
      system(stage.get(1));
    }

    assertThat(reminder)
        .isWaitingAt("awaitAnswer")
        .hasPassed("askedAgain", "calledLast", "deputiesTold", "managementTold");
  }

  @Test
  void each_timer_uses_its_time() {
    start("task-reminder", TIMES);

    assertThat(job("askAgainDue").getDuedate()).isEqualTo(at(2));
    assertThat(job("lastCallDue").getDuedate()).isEqualTo(at(6));
    assertThat(job("deputiesDue").getDuedate()).isEqualTo(at(7));
    assertThat(job("managementDue").getDuedate()).isEqualTo(at(8));
  }

  @Test
  void after_the_answer_nothing_is_left_that_could_remind() {
    ProcessInstance reminder = start("task-reminder", TIMES);

    runtimeService()
        .createMessageCorrelation("TaskAnswered")
        .processInstanceVariableEquals("waitingTask", "4711")
        .correlateAll();

    assertThat(reminder).isEnded().hasPassed("answered");
    assertThat(managementService().createJobQuery().count()).isZero();
  }

  private static Date at(int day) {
    return Date.from(Instant.parse("2027-02-0" + day + "T10:00:00Z"));
  }
}
