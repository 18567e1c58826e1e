package de.asvumzug.web.engine;

import de.asvumzug.web.command.RetentionTimer;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** The timer of {@code waitForRetention}. */
@Component
class EngineRetentionTimer implements RetentionTimer {
  private static final String RETENTION = "waitForRetention";

  private final RuntimeService runtime;
  private final ManagementService management;

  EngineRetentionTimer(@Lazy RuntimeService runtime, @Lazy ManagementService management) {
    this.runtime = runtime;
    this.management = management;
  }

  @Override
  public Optional<Instant> due(String migrationId) {
    return job(migrationId).map(job -> job.getDuedate().toInstant());
  }

  @Override
  public boolean set(String migrationId, Instant due) {
    Optional<Job> job = job(migrationId);
    job.ifPresent(found -> management.setJobDuedate(found.getId(), Date.from(due)));
    return job.isPresent();
  }

  private Optional<Job> job(String migrationId) {
    return runtime
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(migrationId)
        .activityIdIn(RETENTION)
        .list()
        .stream()
        .map(ProcessInstance::getId)
        .flatMap(
            id ->
                management
                    .createJobQuery()
                    .timers()
                    .processInstanceId(id)
                    .activityId(RETENTION)
                    .list()
                    .stream())
        .findFirst();
  }
}
