package de.asvumzug.backup.tenant;

import de.asvumzug.asv.database.Dbctl;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.host.Host;
import de.asvumzug.host.Sleeper;
import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.job.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Places on machines that only this process works on, as the one worker of a site does. A run of
 * {@code dbctl} that nobody here has a place for is one of before a restart, or of an attempt that
 * has given up: it is waited for.
 */
public final class LocalShareQueue implements ShareQueue {
  private static final Duration POLL = Duration.ofSeconds(1);

  private final Map<String, Machine> machines = new ConcurrentHashMap<>();
  private final Sleeper pause;

  public LocalShareQueue() {
    this(Sleeper.REAL);
  }

  LocalShareQueue(Sleeper pause) {
    this.pause = pause;
  }

  private record Machine(Semaphore places, Set<String> inside) {}

  @Override
  public <T> T with(Wish wish, Work<T> work) throws Exception {
    BackupContext act = wish.act();
    act.own().await(wish.machine(), act.progress(), pause);
    Machine machine =
        machines.computeIfAbsent(
            wish.machine().name(),
            name -> new Machine(new Semaphore(wish.total(), true), ConcurrentHashMap.newKeySet()));
    machine.places.acquire(wish.places());
    try {
      machine.inside.add(act.stepKey());
      awaitStrangers(wish, machine.inside);
      return work.call(() -> {});
    } finally {
      machine.inside.remove(act.stepKey());
      machine.places.release(wish.places());
    }
  }

  private void awaitStrangers(Wish wish, Set<String> inside)
      throws IOException, InterruptedException {
    for (List<JobKey> left = strangers(wish.machine(), inside);
        !left.isEmpty();
        left = strangers(wish.machine(), inside)) {
      wish.act()
          .progress()
          .at(new Progress(0, 0, "", "Wartet auf den laufenden Auftrag " + left.get(0)));
      pause.during(POLL);
    }
  }

  private static List<JobKey> strangers(Host machine, Set<String> inside) throws IOException {
    return Dbctl.running(machine).stream()
        .filter(key -> inside.stream().noneMatch(step -> key.value().startsWith(step + ".")))
        .toList();
  }
}
