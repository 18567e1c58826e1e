package de.asvumzug.web.overview;

import de.asvumzug.plan.intake.PlanAccepted;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Keeps the overview's rows up to date, a few seconds behind at most: one node at a time, by a
 * lease. It goes by what the moves leave behind and stands in the way of none: no act of a move
 * waits for it or fails with it.
 */
@Component
class OverviewMonitor {
  private static final Logger LOG = LoggerFactory.getLogger(OverviewMonitor.class);

  /** A node that dies leaves the work to another one after this time. */
  private static final Duration LEASE = Duration.ofSeconds(15);

  /** Moves that are over are looked through this often. */
  private static final Duration ALL = Duration.ofMinutes(1);

  private static final int AT_ONCE = 100;

  /** Looked at for nothing but safety: few at a time, so that thousands do not come together. */
  private static final int OLD_AT_ONCE = 10;

  private final OverviewRepository table;
  private final OverviewProjector projector;
  private final OverviewSettings settings;
  private final TaskScheduler scheduler;
  private final String node = UUID.randomUUID().toString();

  /** What could not be read, and when: it waits for its next try. */
  private final Map<String, Instant> unread = new ConcurrentHashMap<>();

  private Instant allLooked = Instant.EPOCH;

  OverviewMonitor(
      OverviewRepository table,
      OverviewProjector projector,
      OverviewSettings settings,
      TaskScheduler scheduler) {
    this.table = table;
    this.projector = projector;
    this.settings = settings;
    this.scheduler = scheduler;
  }

  /** Whoever has handed in a plan finds it at once; in a thread of its own, for nobody waits. */
  @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
  void accepted(PlanAccepted event) {
    scheduler.schedule(() -> renew(event.plan().id()), Instant.now());
  }

  @Scheduled(fixedDelayString = "${asv.overview.every:2s}")
  void look() {
    try {
      if (table.hold(node, LEASE)) {
        renewAll();
      }
    } catch (RuntimeException e) {
      LOG.warn("The overview could not be brought up to date; tried again: {}", e.toString());
    }
  }

  private void renewAll() {
    Instant began = Instant.now();
    unread.values().removeIf(at -> at.isBefore(began.minus(settings.retry())));
    Set<String> due = new LinkedHashSet<>(table.missing(AT_ONCE));
    due.addAll(
        table.changed(OverviewProjector.EDITION, settings.onceMore(), settings.retry(), AT_ONCE));
    due.addAll(table.old(settings.atLatest(), OLD_AT_ONCE));
    if (allLooked.isBefore(began.minus(ALL))) {
      Set<String> over = table.changedAfterwards(OverviewProjector.EDITION, AT_ONCE);
      due.addAll(over);
      allLooked = over.size() < AT_ONCE ? began : allLooked;
    }
    due.removeAll(unread.keySet());
    Instant held = began;
    for (String id : due) {
      if (held.isBefore(Instant.now().minus(LEASE.dividedBy(3)))) {
        held = Instant.now();
        if (!table.hold(node, LEASE)) {
          return;
        }
      }
      renew(id);
    }
    table.looked(node, table.countMissing());
  }

  /** One move that cannot be read does not keep the others from the page. */
  private void renew(String id) {
    try {
      projector.renew(id);
    } catch (RuntimeException e) {
      LOG.warn("How {} stands could not be read for the overview: {}", id, e.toString());
      unread.put(id, Instant.now());
      try {
        table.failed(id);
      } catch (RuntimeException f) {
        LOG.warn("That could not be noted either: {}", f.toString());
      }
    }
  }
}
