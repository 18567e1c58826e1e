package de.asvumzug.web.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.PlanStore;
import de.asvumzug.plan.Window;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.web.move.MoveHistory;
import de.asvumzug.web.move.MoveState;
import de.asvumzug.web.move.MoveStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which moves are read anew, by which node, and what happens when one cannot be read. */
class OverviewMonitorTest {
  private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  private final MoveHistory history = mock(MoveHistory.class);
  private final OverviewFixture overview = new OverviewFixture(new PlanStore(), history);
  private final OverviewMonitor node = overview.node();

  @BeforeEach
  void moves_run() {
    stands(MoveState.RUNNING);
  }

  private void stands(MoveState state) {
    Instant end = state.over() ? START.plusSeconds(60) : null;
    when(history.status(anyString()))
        .thenReturn(new MoveStatus(state, "Vorarbeiten", START, end, List.of()));
  }

  private String known() {
    String id = overview.store.acceptGoodPlan().id();
    node.look();
    clearInvocations(history);
    return id;
  }

  @Test
  void a_plan_that_was_handed_in_stands_there_after_the_next_look() {
    Migration plan = overview.store.acceptGoodPlan();

    node.look();

    assertThat(overview.row(plan.id()))
        .satisfies(row -> assertThat(row.title()).isEqualTo(plan.title()))
        .satisfies(row -> assertThat(row.window()).isEqualTo(plan.window()))
        .satisfies(row -> assertThat(row.mark()).isEqualTo(OverviewMark.RUNNING))
        .satisfies(row -> assertThat(row.site()).isEqualTo("zentrale"));
  }

  @Test
  void a_move_that_nothing_happens_to_is_not_read_again() {
    String id = known();

    node.look();

    verify(history, never()).status(id);
  }

  @Test
  void a_line_on_its_trail_has_a_move_read_again() {
    String id = known();
    stands(MoveState.TROUBLE);
    overview.line(id, TrailKind.INCIDENT_OPENED);

    node.look();

    assertThat(overview.row(id).mark()).isEqualTo(OverviewMark.TROUBLE);
  }

  @Test
  void commands_on_a_machine_change_nothing_that_the_overview_shows() {
    String id = known();
    overview.line(id, TrailKind.COMMAND);

    node.look();

    verify(history, never()).status(id);
  }

  @Test
  void what_happens_right_after_the_last_line_is_seen_at_the_second_look() {
    OverviewMonitor attentive = overview.node(Duration.ZERO);
    String id = overview.store.acceptGoodPlan().id();
    attentive.look();
    stands(MoveState.TROUBLE);

    attentive.look();
    clearInvocations(history);
    attentive.look();

    assertThat(overview.row(id).mark()).isEqualTo(OverviewMark.TROUBLE);
    verify(history, never()).status(id);
  }

  @Test
  void a_window_that_was_moved_stands_there_after_the_next_look() {
    String id = known();
    Window moved = new Window(START.plus(Duration.ofDays(30)), START.plus(Duration.ofDays(31)));
    overview.store.migrations.moveWindow(id, moved, "technik");

    node.look();

    assertThat(overview.row(id).window()).isEqualTo(moved);
  }

  @Test
  void rows_that_were_lost_are_made_anew() {
    String id = known();
    overview.store.jdbc.sql("delete from umzug.move_overview").update();
    overview.store.jdbc.sql("delete from umzug.overview_look").update();

    node.look();

    assertThat(overview.row(id).mark()).isEqualTo(OverviewMark.RUNNING);
  }

  @Test
  void rows_of_an_older_edition_of_the_rules_are_made_anew_even_of_moves_that_are_over() {
    stands(MoveState.DONE);
    String id = known();
    overview
        .store
        .jdbc
        .sql("update umzug.move_overview set made_by = 0, title = 'veraltet'")
        .update();

    overview.leaseIsOver();
    overview.node().look();

    assertThat(overview.row(id).title()).isNotEqualTo("veraltet");
  }

  @Test
  void one_move_that_cannot_be_read_keeps_its_row_and_does_not_hold_up_the_others() {
    String broken = known();
    String other = known();
    stands(MoveState.TROUBLE);
    doThrow(new IllegalStateException("kaputt")).when(history).status(broken);
    overview.line(broken, TrailKind.NOTE);
    overview.line(other, TrailKind.NOTE);

    node.look();

    assertThat(overview.row(other).mark()).isEqualTo(OverviewMark.TROUBLE);
    assertThat(overview.row(broken).mark()).isEqualTo(OverviewMark.RUNNING);
    assertThat(overview.reader.rows(OverviewFilter.ALL, 0, 10))
        .filteredOn(row -> row.failedAt() != null)
        .extracting(row -> row.move().id())
        .containsExactly(broken);
  }

  @Test
  void a_move_that_could_not_be_read_is_read_again_although_nothing_happens_to_it() {
    String id = known();
    overview.table.failed(id);
    stands(MoveState.TROUBLE);

    node.look();

    assertThat(overview.row(id).mark()).isEqualTo(OverviewMark.TROUBLE);
    assertThat(overview.reader.rows(OverviewFilter.ALL, 0, 10))
        .allSatisfy(row -> assertThat(row.failedAt()).isNull());
  }

  @Test
  void a_plan_that_cannot_be_read_is_counted_as_missing() {
    String id = overview.store.acceptGoodPlan().id();
    doThrow(new IllegalStateException("kaputt")).when(history).status(id);

    node.look();

    assertThat(overview.reader.look().orElseThrow().missing()).isEqualTo(1);
  }

  @Test
  void a_database_that_is_away_throws_nothing_at_whoever_called() {
    String id = known();
    overview.store.jdbc.sql("drop table umzug.overview_look").update();

    node.look();

    assertThat(overview.row(id).mark()).isEqualTo(OverviewMark.RUNNING);
  }

  @Test
  void only_one_of_two_nodes_does_the_work_until_it_dies() {
    OverviewMonitor other = overview.node();
    String id = known();
    overview.line(id, TrailKind.NOTE);

    other.look();
    verify(history, never()).status(id);

    overview.leaseIsOver();
    other.look();
    verify(history).status(id);
  }

  @Test
  void a_node_that_read_earlier_does_not_write_over_what_another_one_has_read_since() {
    String id = overview.store.acceptGoodPlan().id();
    node.look();
    when(history.openSteps(id))
        .thenAnswer(
            slow -> {
              doReturn(List.of()).when(history).openSteps(id);
              stands(MoveState.DONE);
              CompletableFuture.runAsync(() -> overview.projector.renew(id)).join();
              stands(MoveState.RUNNING);
              return List.of();
            });

    overview.projector.renew(id);

    assertThat(overview.row(id).mark()).isEqualTo(OverviewMark.DONE);
  }
}
