package de.asvumzug.step.attempt;

import de.asvumzug.host.Command;
import de.asvumzug.host.Host;
import de.asvumzug.host.job.JobResult;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.trail.TrailKind;
import java.io.IOException;
import java.util.Map;

/** Jobs whose end leaves its line on the trail; the start is written by {@link RecordingHost}. */
public final class RecordingJobs implements Jobs {
  private final Jobs jobs;
  private final AttemptAuditLog log;
  private final TaskLease lease;

  public RecordingJobs(Jobs jobs, AttemptAuditLog log, TaskLease lease) {
    this.jobs = jobs;
    this.log = log;
    this.lease = lease;
  }

  @Override
  public JobResult run(Host host, String name, Command command, Poll eachPoll)
      throws IOException, InterruptedException {
    lease.awaitCertainty();
    JobResult result = jobs.run(host, name, command, eachPoll);
    log.write(
        TrailKind.JOB_ENDED,
        host.name(),
        "Auftrag beendet: " + name,
        Map.of("job", name, "exitCode", result.exitCode()));
    return result;
  }
}
