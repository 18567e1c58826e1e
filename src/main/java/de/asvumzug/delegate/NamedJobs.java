package de.asvumzug.delegate;

import de.asvumzug.host.Command;
import de.asvumzug.host.Host;
import de.asvumzug.host.job.JobResult;
import de.asvumzug.host.job.Jobs;
import java.io.IOException;

/** Tells the jobs of a service that a step calls twice apart. */
public record NamedJobs(Jobs jobs, String suffix) implements Jobs {

  @Override
  public JobResult run(Host host, String name, Command command, Poll eachPoll)
      throws IOException, InterruptedException {
    return jobs.run(host, name + "-" + suffix, command, eachPoll);
  }
}
