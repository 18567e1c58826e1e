package de.asvumzug.host.job;

/** Takes progress as often as it comes; who stores it decides how often. */
@FunctionalInterface
public interface ProgressListener {
  ProgressListener NONE = progress -> {};

  void at(Progress progress);
}
