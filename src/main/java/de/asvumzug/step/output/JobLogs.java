package de.asvumzug.step.output;

/** Where what jobs printed is kept. */
@FunctionalInterface
public interface JobLogs {

  /** Once for each job; the first one stays. */
  void keep(JobLog log);
}
