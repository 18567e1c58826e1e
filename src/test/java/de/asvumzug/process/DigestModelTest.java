package de.asvumzug.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who has much to do is told once, on the next morning. */
class DigestModelTest extends ModelTest {
  @RegisterExtension static final ProcessEngineCoverageExtension ENGINE = everyElementAndFlow();

  private static final Date MORNING = Date.from(Instant.parse("2027-02-01T06:00:00Z"));

  DigestModelTest() {
    super(ENGINE, "digest");
  }

  @Test
  void waits_for_the_morning_and_tells() {
    ProcessInstance digest = start("digest", Map.of("digestAt", MORNING));

    assertThat(job("waitForMorning").getDuedate()).isEqualTo(MORNING);
    timeIsUp("waitForMorning");
    system("sendDigest");

    assertThat(digest).isEnded().hasPassed("digestSent");
  }
}
