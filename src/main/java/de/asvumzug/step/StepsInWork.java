package de.asvumzug.step;

import de.asvumzug.host.Sleeper;
import de.asvumzug.step.attempt.TaskLease;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Which steps this worker has in work, and whether each is still its own. */
final class StepsInWork {
  private static final Duration OTHERS_POLL = Duration.ofMillis(100);

  private final Predicate<String> stillThere;
  private final Map<Slot, TaskLease> leases = new ConcurrentHashMap<>();

  private record Slot(
      String migrationId, String processInstanceId, String element, String externalTaskId) {
    static Slot of(StepTask task) {
      return new Slot(task.migrationId(), task.processInstanceId(), task.element(), task.id());
    }

    boolean is(String instance, String name) {
      return processInstanceId.equals(instance) && element.equals(name);
    }
  }

  /**
   * @param stillThere whether the engine still knows an external task
   */
  StepsInWork(Predicate<String> stillThere) {
    this.stillThere = stillThere;
  }

  /**
   * No two threads here ever work on one task. After a line that was down for longer than the lock
   * the task is fetched once more while it is still in work: the fetch has renewed our lock, so the
   * work simply goes on. One that has given up is waited for.
   *
   * @return false if the task is in work here already
   */
  boolean add(StepTask task, TaskLease lease) {
    Slot slot = Slot.of(task);
    for (TaskLease other = leases.putIfAbsent(slot, lease);
        other != null;
        other = leases.putIfAbsent(slot, lease)) {
      if (other.held() || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(OTHERS_POLL.toNanos());
    }
    return true;
  }

  void remove(StepTask task, TaskLease lease) {
    leases.remove(Slot.of(task), lease);
  }

  /** Whether a step of this element is in work here. */
  boolean contains(String processInstanceId, String element) {
    return leases.keySet().stream().anyMatch(slot -> slot.is(processInstanceId, element));
  }

  /** The engine has ended the step by itself, for example through an abort. */
  void takeBack(String processInstanceId, String element) {
    leases.forEach(
        (slot, lease) -> {
          if (slot.is(processInstanceId, element)) {
            lease.takeBack();
          }
        });
  }

  /**
   * Takes back steps of the same move that the engine has ended without a word to us, such as over
   * a line that was down, or on site, where only the heartbeat would tell.
   */
  void takeBackEndedBeside(StepTask task) {
    leases.forEach(
        (slot, lease) -> {
          if (slot.migrationId().equals(task.migrationId())
              && !slot.externalTaskId().equals(task.id())
              && lease.held()
              && !stillThere.test(slot.externalTaskId())) {
            lease.takeBack();
          }
        });
  }

  /**
   * Waits until steps of the same move that the engine has taken back have really ended: after an
   * abort nothing may still be on its way to starting a server when the rollback proves it stopped.
   */
  void awaitTakenBackBeside(StepTask task) throws InterruptedException {
    while (leases.entrySet().stream()
        .anyMatch(
            other ->
                other.getKey().migrationId().equals(task.migrationId())
                    && other.getValue().takenBack())) {
      Sleeper.REAL.during(OTHERS_POLL);
    }
  }
}
