package de.asvumzug.host.job;

/**
 * How a job ended.
 *
 * @param exitCode as the operating system gave it
 * @param logTail the last 64 KiB of output and errors
 */
public record JobResult(int exitCode, String logTail) {

  public boolean succeeded() {
    return exitCode == 0;
  }
}
