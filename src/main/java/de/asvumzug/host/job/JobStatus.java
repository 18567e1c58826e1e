package de.asvumzug.host.job;

import java.time.Instant;

/** What is known of a detached job. */
public sealed interface JobStatus {

  /** The process is alive, or another one of the job that it started and that outlives it. */
  record Running(long pid, Instant started) implements JobStatus {}

  /** Ended with an exit code. */
  record Ended(int exitCode, Instant started, Instant ended) implements JobStatus {}

  /**
   * All processes of the job are gone and left no exit code: killed, or the host was started anew.
   */
  record Lost(String reason) implements JobStatus {}
}
