package de.asvumzug.web.engine;

import de.asvumzug.web.metrics.NextExpiry;
import java.time.Instant;
import java.util.Optional;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.runtime.Job;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Asks the timers that wait for a retention's end. */
@Component
class EngineNextExpiry implements NextExpiry {
  private static final String RETENTION = "waitForRetention";

  private final ManagementService management;

  EngineNextExpiry(@Lazy ManagementService management) {
    this.management = management;
  }

  @Override
  public Optional<Instant> next() {
    return management
        .createJobQuery()
        .timers()
        .activityId(RETENTION)
        .orderByJobDuedate()
        .asc()
        .listPage(0, 1)
        .stream()
        .findFirst()
        .map(Job::getDuedate)
        .map(due -> due.toInstant());
  }
}
