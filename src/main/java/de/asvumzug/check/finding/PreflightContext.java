package de.asvumzug.check.finding;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.plan.Migration;

/**
 * What a check may look at, and with what.
 *
 * @param site the end that is checked
 * @param other the other end, where a limit depends on it
 * @param key names this attempt
 * @param jobs detached jobs of this attempt, for what takes longer than a moment
 */
public record PreflightContext(
    Migration migration,
    Endpoint site,
    Endpoint other,
    String key,
    Jobs jobs,
    ProgressListener progress) {

  /** For checks that need no jobs. */
  public PreflightContext(Migration migration, Endpoint site, Endpoint other) {
    this(
        migration,
        site,
        other,
        "none",
        (host, name, command, eachPoll) -> {
          throw new IllegalStateException("no jobs here");
        },
        ProgressListener.NONE);
  }
}
