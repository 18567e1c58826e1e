package de.asvumzug.step;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The worker that carries out the steps on servers.
 *
 * @param worker name of this worker; must stay the same over a restart, so that it takes up its own
 *     work at once, and differ between two nodes. Empty: the machine's host name
 * @param threads steps carried out at the same time
 * @param lock how long a step belongs to a worker without a sign of life
 * @param heartbeat how often the lock is extended
 * @param tries how often a step is tried before it becomes an incident
 * @param retryWaits waits before the second, third … try; the last one repeats
 * @param incidentPoll how often failed steps are looked for that nobody was told about
 */
@ConfigurationProperties("asv.steps")
public record WorkerSettings(
    @DefaultValue("") String worker,
    @DefaultValue("8") int threads,
    @DefaultValue("2m") Duration lock,
    @DefaultValue("30s") Duration heartbeat,
    @DefaultValue("3") int tries,
    @DefaultValue({"10s", "1m"}) List<Duration> retryWaits,
    @DefaultValue("2s") Duration incidentPoll) {

  /** The wait after a failed try, counted from 1. */
  Duration waitAfter(int failedTries) {
    return retryWaits.isEmpty()
        ? Duration.ZERO
        : retryWaits.get(Math.min(failedTries, retryWaits.size()) - 1);
  }
}
