package de.asvumzug.backup;

import de.asvumzug.asv.DbctlSettings;
import de.asvumzug.asv.Site;
import de.asvumzug.plan.Variant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/**
 * How many pieces of work on schools go on at once on one machine: {@code asv.dbctl.parallel}, on a
 * School server always one, since its H2 file has one user at a time. Restores go one after the
 * other unless {@code asv.dbctl.parallel-restores} says otherwise: schools share teachers, and
 * nothing is known of what dbctl makes of that. Steps that are carried out per school wait here,
 * not at the database.
 */
@Component
public class MachineShare {
  private final int parallel;
  private final int perRestore;
  private final Map<String, Semaphore> machines = new ConcurrentHashMap<>();

  public MachineShare(DbctlSettings settings) {
    this.parallel = settings.parallel();
    this.perRestore = (parallel + settings.parallelRestores() - 1) / settings.parallelRestores();
  }

  /** Restores a school beside at most so many others as the settings allow. */
  public <T> T restoring(Site site, Callable<T> work) throws Exception {
    return with(site, school(site) ? parallel : perRestore, work);
  }

  private static boolean school(Site site) {
    return site.installation().variant() == Variant.SCHOOL;
  }

  /** Does the work beside at most so many others as the settings allow. */
  public <T> T among(Site site, Callable<T> work) throws Exception {
    return with(site, school(site) ? parallel : 1, work);
  }

  /** Does the work while nothing else goes on at the machine. */
  public <T> T alone(Site site, Callable<T> work) throws Exception {
    return with(site, parallel, work);
  }

  private <T> T with(Site site, int permits, Callable<T> work) throws Exception {
    Semaphore machine =
        machines.computeIfAbsent(site.host().name(), name -> new Semaphore(parallel, true));
    machine.acquire(permits);
    try {
      return work.call();
    } finally {
      machine.release(permits);
    }
  }
}
