package de.asvumzug.backup.tenant;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.database.DbctlSettings;
import de.asvumzug.backup.BackupContext;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * How many pieces of work on schools go on at once on one machine, whichever node does them: {@code
 * asv.dbctl.parallel}, on a School server always one, since its H2 file has one user at a time.
 * Restores go one after the other unless {@code asv.dbctl.parallel-restores} says otherwise:
 * schools share teachers, and nothing is known of what dbctl makes of that. Steps that are carried
 * out per school wait here, not at the database.
 */
@Component
public class HostConcurrencyLimiter {
  private final DbctlSettings settings;
  private final ShareQueue queue;

  @Autowired
  public HostConcurrencyLimiter(DbctlSettings settings, ShareQueue queue) {
    this.settings = settings;
    this.queue = queue;
  }

  /** Among the work of this process only. */
  public HostConcurrencyLimiter(DbctlSettings settings) {
    this(settings, new LocalShareQueue());
  }

  /** What is done on a machine while there is a place for it. */
  @FunctionalInterface
  public interface Work<T> {

    /**
     * @param act as it was handed over; its jobs begin only while the place is ours
     */
    T call(BackupContext act) throws Exception;
  }

  /** Restores a school beside at most so many others as the settings allow. */
  public <T> T restoring(Endpoint endpoint, BackupContext act, Work<T> work) throws Exception {
    return with(
        endpoint, act, oneAtATime(endpoint) ? parallel(endpoint) : perRestore(endpoint), work);
  }

  private int parallel(Endpoint endpoint) {
    return settings.on(endpoint).parallel();
  }

  private int perRestore(Endpoint endpoint) {
    int restores = settings.on(endpoint).parallelRestores();
    return (parallel(endpoint) + restores - 1) / restores;
  }

  private static boolean oneAtATime(Endpoint endpoint) {
    return endpoint.installation().variant().embedded();
  }

  /** Does the work beside at most so many others as the settings allow. */
  public <T> T among(Endpoint endpoint, BackupContext act, Work<T> work) throws Exception {
    return with(endpoint, act, oneAtATime(endpoint) ? parallel(endpoint) : 1, work);
  }

  /** Does the work while nothing else goes on at the machine. */
  public <T> T alone(Endpoint endpoint, BackupContext act, Work<T> work) throws Exception {
    return with(endpoint, act, parallel(endpoint), work);
  }

  private <T> T with(Endpoint endpoint, BackupContext act, int places, Work<T> work)
      throws Exception {
    return queue.with(
        new ShareQueue.Wish(endpoint.host(), act, places, parallel(endpoint)),
        place -> work.call(act.with(new PlacedJobs(act.jobs(), place))));
  }
}
