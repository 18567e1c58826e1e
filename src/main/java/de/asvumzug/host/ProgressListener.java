package de.asvumzug.host;

/** Takes progress as often as it comes; who stores it decides how often. */
@FunctionalInterface
public interface ProgressListener {
  ProgressListener NONE = progress -> {};

  void at(Progress progress);
}
