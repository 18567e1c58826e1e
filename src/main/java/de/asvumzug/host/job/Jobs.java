package de.asvumzug.host.job;

import de.asvumzug.host.Command;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import java.io.IOException;

/**
 * Detached jobs of one attempt at one step. The name tells several jobs of a step apart, so that a
 * step that is carried out again after a restart finds each of its jobs running or ended instead of
 * starting it twice.
 */
public interface Jobs {

  /**
   * Starts the job or attaches to it, waits for its end and reports on the way.
   *
   * @param name unique within the step, e.g. {@code dump}
   * @param eachPoll called about once a second while the job runs, e.g. to report progress
   * @return exit code and the last 64 KiB of the log
   * @throws OperationFailed (temporary) if the job was lost: killed, or the host started anew
   * @throws InterruptedException if the step was taken back; the job is cancelled then
   */
  JobResult run(Host host, String name, Command command, Poll eachPoll)
      throws IOException, InterruptedException;

  /** What to do about once a second while a job runs. */
  @FunctionalInterface
  interface Poll {
    Poll NOTHING = () -> {};

    void run() throws IOException, InterruptedException;
  }
}
