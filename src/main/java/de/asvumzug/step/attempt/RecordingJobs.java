package de.asvumzug.step.attempt;

import de.asvumzug.host.Command;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.JobResult;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.trail.TrailKind;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Jobs whose end leaves its line on the trail; the start is written by {@link RecordingHost}. */
public final class RecordingJobs implements Jobs {
  private final Jobs jobs;
  private final AttemptAuditLog log;
  private final TaskLease lease;
  private final Printed printed;

  /** Keeps what a job printed and tells what the trail says of it. */
  @FunctionalInterface
  public interface Printed {
    Map<String, Object> keep(Host host, String name);
  }

  public RecordingJobs(Jobs jobs, AttemptAuditLog log, TaskLease lease, Printed printed) {
    this.printed = printed;
    this.jobs = jobs;
    this.log = log;
    this.lease = lease;
  }

  @Override
  public JobResult run(Host host, String name, Command command, Poll eachPoll)
      throws IOException, InterruptedException {
    lease.awaitCertainty();
    JobResult result;
    try {
      result = jobs.run(host, name, command, eachPoll);
    } catch (OperationFailed e) {
      ended(host, name, "Auftrag verloren: " + name, Map.of("job", name));
      throw e;
    }
    ended(
        host, name, "Auftrag beendet: " + name, Map.of("job", name, "exitCode", result.exitCode()));
    return result;
  }

  private void ended(Host host, String name, String text, Map<String, Object> details) {
    Map<String, Object> all = new LinkedHashMap<>(details);
    all.putAll(printed.keep(host, name));
    log.write(TrailKind.JOB_ENDED, host.name(), text, all);
  }
}
