package de.asvumzug.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** After acceptance the moved schools leave an old server that works on for others. */
class ClearSourceModelTest extends ModelTest {
  @RegisterExtension static final ProcessEngineCoverageExtension ENGINE = everyElementAndFlow();

  ClearSourceModelTest() {
    super(ENGINE, "clear-source");
  }

  @Test
  void the_operator_deletes_and_the_system_looks() {
    ProcessInstance clear = start("clear-source", Map.of());

    person(BETREIBER, "deleteTenantOnSource");
    assertThat(clear).isWaitingAt("checkTenantDeleted");
    server("checkTenantDeleted", Map.of("tenantsLeft", 0));

    assertThat(clear).isEnded().hasPassed("sourceCleared");
  }

  @Test
  void a_school_that_is_still_there_is_deleted_before_the_move_goes_on() {
    ProcessInstance clear = start("clear-source", Map.of());
    person(BETREIBER, "deleteTenantOnSource");

    server("checkTenantDeleted", Map.of("tenantsLeft", 1));

    assertThat(clear).isWaitingAt("deleteTenantOnSource").hasNotPassed("sourceCleared");
  }
}
