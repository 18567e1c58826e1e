package de.asvumzug.step.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.asvumzug.host.job.Progress;
import de.asvumzug.notify.MigrationFixture;
import de.asvumzug.step.StepTask;
import de.asvumzug.step.attempt.AttemptRepository.Orphan;
import de.asvumzug.trail.AuditTrailFixture;
import de.asvumzug.trail.TrailKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose word about an attempt counts, on a real database. */
class JdbcAttemptRepositoryTest {
  private static final Duration LEASE = Duration.ofMinutes(2);

  private final AuditTrailFixture kit = new AuditTrailFixture();
  private final JdbcAttemptRepository store =
      new JdbcAttemptRepository(kit.jdbc, new ObjectMapper(), kit.trail);
  private final StepTask task = task("t1", "restoreDatabase");

  @Test
  void a_worker_that_lost_its_lease_writes_nothing_over_the_next_one() {
    Attempt late = store.takeUp(task, "one", LEASE);
    Attempt now = store.takeUp(task, "two", LEASE);
    store.progress(now, new Progress(5, 10, "Bytes", "läuft"));

    for (Runnable write :
        List.<Runnable>of(
            () -> store.done(late, Map.of("structure", "SAME")),
            () -> store.failed(task, late, "Leitung weg"),
            () -> store.cancelled(task, late),
            () -> store.progress(late, new Progress(1, 10, "Bytes", "alt")),
            () -> store.renew(late, LEASE))) {
      assertThatThrownBy(write::run).isInstanceOf(LeaseLost.class);
    }

    assertThat(row("state")).isEqualTo("RUNNING");
    assertThat(row("progress_text")).isEqualTo("läuft");
    store.done(now, Map.of("structure", "OLDER"));
    assertThat(row("state")).isEqualTo("DONE");
  }

  @Test
  void the_lease_changes_hands_also_between_two_lives_of_one_name() {
    Attempt before = store.takeUp(task, "one", LEASE);
    store.takeUp(task, "one", LEASE);

    assertThatThrownBy(() -> store.done(before, Map.of())).isInstanceOf(LeaseLost.class);
  }

  @Test
  void the_same_end_once_more_after_a_lost_answer_is_no_harm() {
    Attempt attempt = store.takeUp(task, "one", LEASE);

    store.done(attempt, Map.of("findings", 0));
    store.done(attempt, Map.of("findings", 0));

    assertThat(row("state")).isEqualTo("DONE");
  }

  @Test
  void an_ended_attempt_is_not_ended_otherwise() {
    Attempt attempt = store.takeUp(task, "one", LEASE);
    store.done(attempt, Map.of());

    assertThatThrownBy(() -> store.failed(task, attempt, "zu spät")).isInstanceOf(LeaseLost.class);
    assertThat(kit.reader.rows(MigrationFixture.ID))
        .noneMatch(row -> row.kind() == TrailKind.STEP_FAILED);
  }

  @Test
  void what_another_worker_may_still_work_on_is_not_taken_over() {
    store.takeUp(task, "one", LEASE);

    assertThat(store.takeOver(orphan(), "two", LEASE)).isEmpty();
  }

  @Test
  void a_sign_of_life_keeps_it() {
    Attempt attempt = store.takeUp(task, "one", Duration.ZERO);
    store.renew(attempt, LEASE);

    assertThat(store.takeOver(orphan(), "two", LEASE)).isEmpty();
  }

  @Test
  void what_a_worker_left_for_longer_than_its_lease_is_taken_over_and_the_worker_shut_out() {
    Attempt left = store.takeUp(task, "one", Duration.ZERO);

    Orphan ours = store.takeOver(orphan(), "two", LEASE).orElseThrow();

    assertThatThrownBy(() -> store.done(left, Map.of())).isInstanceOf(LeaseLost.class);
    store.cancelled(ours);
    assertThat(row("state")).isEqualTo("CANCELLED");
    assertThat(kit.reader.rows(MigrationFixture.ID))
        .filteredOn(row -> row.kind() == TrailKind.STEP_CANCELLED)
        .singleElement()
        .satisfies(row -> assertThat(row.element()).isEqualTo("restoreDatabase"));
  }

  @Test
  void of_two_that_take_over_at_once_one_has_it() {
    store.takeUp(task, "one", Duration.ZERO);
    Orphan seen = orphan();

    assertThat(store.takeOver(seen, "two", LEASE)).isPresent();
    assertThat(store.takeOver(seen, "three", LEASE)).isEmpty();
  }

  @Test
  void what_this_worker_left_itself_is_taken_over_at_once() {
    store.takeUp(task, "one", LEASE);

    assertThat(store.takeOver(orphan(), "one", LEASE)).isPresent();
  }

  private Orphan orphan() {
    return store.runningBeside(task("t2", "stopTarget")).get(0);
  }

  private String row(String column) {
    return kit.jdbc
        .sql("select to_jsonb(s) ->> ? from umzug.step s where external_task_id = 't1'")
        .param(column)
        .query(String.class)
        .single();
  }

  private static StepTask task(String id, String element) {
    return new StepTask(
        id, element, "4711", MigrationFixture.ID, Optional.empty(), Optional.empty(), null);
  }
}
