package de.asvumzug.web.overview;

import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import de.asvumzug.plan.PlanStore;
import de.asvumzug.step.TaskRouting;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrailFixture;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.web.move.MoveHistory;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.springframework.scheduling.TaskScheduler;

/** The overview on a real database beside a move's history, with as many nodes as a test needs. */
final class OverviewFixture {
  final PlanStore store;
  final OverviewRepository table;
  final OverviewReader reader;
  final Overviews overviews;
  final TaskRouting sites = mock(TaskRouting.class);
  final OverviewProjector projector;
  private AuditTrailFixture trail;

  OverviewFixture(PlanStore store, MoveHistory history) {
    this.store = store;
    table = new OverviewRepository(store.jdbc);
    reader = new OverviewReader(store.jdbc);
    overviews = new Overviews(reader);
    when(sites.site(anyString())).thenReturn(Optional.empty());
    projector =
        new OverviewProjector(store.migrations, history, sites, table, store.transactionManager);
  }

  /** A node of its own; what it does not know to have changed it leaves alone. */
  OverviewMonitor node() {
    return node(Duration.ofHours(1));
  }

  /**
   * @param onceMore when to look again at what has changed
   */
  OverviewMonitor node(Duration onceMore) {
    return new OverviewMonitor(
        table,
        projector,
        new OverviewSettings(Duration.ofSeconds(2), onceMore, Duration.ZERO, Duration.ofHours(1)),
        mock(TaskScheduler.class));
  }

  /** A line on the move's trail, as every act of a move leaves one. */
  void line(String id, TrailKind kind) {
    if (trail == null) {
      trail = new AuditTrailFixture(store.dataSource);
    }
    trail.trail.append(
        new AuditEvent(
            id, kind, "technik", "element", null, null, "Etwas ist geschehen.", Map.of()));
  }

  MoveOverview row(String id) {
    return reader.rows(OverviewFilter.ALL, 0, 1000).stream()
        .map(OverviewReader.Stored::move)
        .filter(move -> move.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** The lease of the node that had the work is over. */
  void leaseIsOver() {
    store.jdbc.sql("update umzug.overview_look set held_until = now() - interval '1 s'").update();
  }
}
