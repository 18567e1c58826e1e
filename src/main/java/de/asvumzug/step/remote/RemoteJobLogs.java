package de.asvumzug.step.remote;

import static de.asvumzug.step.remote.CentralApiClient.part;

import de.asvumzug.step.output.JobLog;
import de.asvumzug.step.output.JobLogs;
import java.util.UUID;

/** What jobs on a site's machines printed, kept by the centre. */
final class RemoteJobLogs implements JobLogs {
  private final CentralApiClient centre;

  RemoteJobLogs(CentralApiClient centre) {
    this.centre = centre;
  }

  @Override
  public void keep(JobLog log) {
    centre.post(
        "/moves/" + part(log.migrationId()) + "/job-logs",
        new WorkerApi.Printed(
            UUID.randomUUID(),
            log.element(),
            log.school(),
            log.attempt(),
            log.machine(),
            log.job(),
            log.jobKey(),
            log.begun(),
            log.ended(),
            log.exitCode(),
            log.bytes(),
            log.cutBytes(),
            log.stored(),
            log.sha256()));
  }
}
