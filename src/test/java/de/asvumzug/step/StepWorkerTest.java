package de.asvumzug.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyMap;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.contains;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doNothing;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.asvumzug.check.guard.OutOfUse;
import de.asvumzug.host.Command;
import de.asvumzug.host.FencedHost;
import de.asvumzug.host.FencingToken;
import de.asvumzug.host.Host;
import de.asvumzug.host.Machines;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.ProcessInfo;
import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.job.JobStatus;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.script.ScriptHost;
import de.asvumzug.notify.MigrationFixture;
import de.asvumzug.step.attempt.Attempt;
import de.asvumzug.step.attempt.JdbcAttemptRepository;
import de.asvumzug.step.attempt.ThrottledProgress;
import de.asvumzug.step.incident.AbortMessage;
import de.asvumzug.step.incident.FailedStep;
import de.asvumzug.step.incident.IncidentDecisions;
import de.asvumzug.step.incident.IncidentRepository;
import de.asvumzug.step.incident.SkipRules;
import de.asvumzug.step.output.JobLogKeeper;
import de.asvumzug.step.output.JobLogRepository;
import de.asvumzug.step.output.KeptJobLog;
import de.asvumzug.trail.AuditTrailFixture;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.chain.TrailRow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.camunda.bpm.client.exception.BadRequestException;
import org.camunda.bpm.client.exception.EngineException;
import org.camunda.bpm.client.exception.NotFoundException;
import org.camunda.bpm.client.exception.RestException;
import org.camunda.bpm.client.task.ExternalTask;
import org.camunda.bpm.client.task.ExternalTaskService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * The contract of a step's handler with the engine (docs/architecture.md §5), on a real database
 * and a real host.
 */
class StepWorkerTest {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String INSTANCE = "4711";

  @TempDir Path folder;
  private final AuditTrailFixture kit = new AuditTrailFixture();
  private final ExternalTaskService engine = mock(ExternalTaskService.class);
  private final java.util.Set<String> existing = java.util.concurrent.ConcurrentHashMap.newKeySet();
  private final AtomicInteger carriedOut = new AtomicInteger();
  private Host host;
  private Host target;
  private StepWorker worker;

  @BeforeEach
  void start() {
    host = ScriptHost.local("alt", folder, List.of(), Duration.ofSeconds(10));
    worker = worker(Duration.ofSeconds(60));
  }

  @AfterEach
  void stop() {
    worker.close();
  }

  private StepWorker worker(Duration heartbeat) {
    return worker(heartbeat, Duration.ofMinutes(2));
  }

  private StepWorker worker(Duration heartbeat, Duration lock) {
    Machines machines = mock(Machines.class);
    when(machines.host(anyString())).thenReturn(host);
    if (target != null) {
      when(machines.host(MigrationFixture.of().target().machine())).thenReturn(target);
    }
    StepRunner runner =
        new StepRunner(
            new JdbcAttemptRepository(kit.jdbc, new ObjectMapper(), kit.trail),
            kit.trail,
            kit.evidence,
            id -> MigrationFixture.of(),
            machines,
            kit.secrets,
            new JobLogKeeper(new JobLogRepository(kit.jdbc), kit.redaction),
            settings(heartbeat, lock));
    return new StepWorker(runner, settings(heartbeat, lock), "w", existing::contains);
  }

  private static WorkerSettings settings(Duration heartbeat, Duration lock) {
    return new WorkerSettings(
        "w",
        2,
        lock,
        heartbeat,
        3,
        List.of(Duration.ofSeconds(10), Duration.ofMinutes(1)),
        Duration.ofSeconds(2));
  }

  @Test
  void a_completed_step_is_reported_with_its_decisions() {
    worker.accept(task("t1", null), engine, step -> StepOutcome.completed(Map.of("findings", 0)));

    verify(engine, timeout(SOON.toMillis()))
        .complete(any(ExternalTask.class), eq(Map.of("findings", 0)));
    assertThat(states()).containsExactly("1 DONE");
  }

  @Test
  void what_a_step_logs_can_be_found_by_its_move_and_element() {
    AtomicReference<Map<String, String>> context = new AtomicReference<>();
    worker.accept(
        task("t1", null),
        engine,
        step -> {
          context.set(MDC.getCopyOfContextMap());
          return StepOutcome.completed();
        });

    verify(engine, timeout(SOON.toMillis())).complete(any(ExternalTask.class), anyMap());
    assertThat(context.get())
        .containsEntry("migration.id", MigrationFixture.of().id())
        .containsKey("step.element");
  }

  @Test
  void a_business_error_is_reported_as_one() {
    worker.accept(task("t1", null), engine, step -> new StepOutcome.BusinessError("X", "weil"));

    verify(engine, timeout(SOON.toMillis()))
        .handleBpmnError(any(ExternalTask.class), eq("X"), eq("weil"));
  }

  @Test
  void a_step_that_could_not_be_recorded_has_not_failed_and_its_attempt_goes_on() {
    worker.accept(
        task("t1", null),
        engine,
        failing(new DataAccessResourceFailureException("our own database is away")));

    verify(engine, timeout(SOON.toMillis())).unlock(any(ExternalTask.class));
    verify(engine, never())
        .handleFailure(any(ExternalTask.class), any(), any(), anyInt(), anyLong());
    assertThat(states()).containsExactly("1 RUNNING");
    worker.accept(task("t1", null), engine, step -> StepOutcome.completed());
    verify(engine, timeout(SOON.toMillis())).complete(any(ExternalTask.class), anyMap());
    assertThat(states()).containsExactly("1 DONE");
  }

  @Test
  void a_passing_failure_costs_one_try_and_waits() {
    worker.accept(task("t1", null), engine, failing(OperationFailed.temporary("Leitung weg")));

    verify(engine, timeout(SOON.toMillis()))
        .handleFailure(any(ExternalTask.class), contains("Leitung weg"), any(), eq(2), eq(10_000L));
    assertThat(states()).containsExactly("1 FAILED");
    assertThat(kinds()).contains(TrailKind.STEP_FAILED);
  }

  @Test
  void the_second_wait_is_longer() {
    worker.accept(task("t1", 2), engine, failing(new java.io.IOException("weg")));

    verify(engine, timeout(SOON.toMillis()))
        .handleFailure(any(ExternalTask.class), anyString(), any(), eq(1), eq(60_000L));
  }

  @Test
  void the_third_failure_is_an_incident() {
    worker.accept(task("t1", 1), engine, failing(OperationFailed.temporary("weg")));

    verify(engine, timeout(SOON.toMillis()))
        .handleFailure(any(ExternalTask.class), anyString(), any(), eq(0), eq(0L));
  }

  @Test
  void a_lasting_failure_is_an_incident_at_once() {
    worker.accept(
        task("t1", null), engine, failing(OperationFailed.permanent("Inhalt verschieden")));

    verify(engine, timeout(SOON.toMillis()))
        .handleFailure(any(ExternalTask.class), contains("verschieden"), any(), eq(0), eq(0L));
  }

  @Test
  void a_step_that_was_done_but_not_reported_is_only_reported() {
    doThrow(new BadRequestException("lock lost", new RestException("", "", 400)))
        .when(engine)
        .complete(any(ExternalTask.class), anyMap());
    worker.accept(task("t1", null), engine, counting());
    verify(engine, timeout(SOON.toMillis())).complete(any(ExternalTask.class), anyMap());

    worker.accept(task("t1", null), engine, counting());

    verify(engine, timeout(SOON.toMillis()).times(2))
        .complete(any(ExternalTask.class), eq(Map.of("findings", 3)));
    assertThat(carriedOut).hasValue(1);
  }

  @Test
  void a_report_that_collides_in_the_engine_is_repeated() {
    doThrow(new EngineException("optimistic locking", new RestException("", "", 500)))
        .doNothing()
        .when(engine)
        .complete(any(ExternalTask.class), anyMap());

    worker.accept(task("t1", null), engine, counting());

    verify(engine, timeout(SOON.toMillis()).times(2)).complete(any(ExternalTask.class), anyMap());
    assertThat(carriedOut).hasValue(1);
  }

  @Test
  void a_new_try_has_a_key_of_its_own() {
    worker.accept(task("t1", null), engine, failing(OperationFailed.temporary("weg")));
    verify(engine, timeout(SOON.toMillis()))
        .handleFailure(any(ExternalTask.class), anyString(), any(), anyInt(), anyLong());

    worker.accept(task("t1", 2), engine, counting());

    verify(engine, timeout(SOON.toMillis())).complete(any(ExternalTask.class), anyMap());
    assertThat(states()).containsExactly("1 FAILED", "2 DONE");
  }

  @Test
  void numbers_go_on_when_the_model_comes_back_to_the_element() {
    worker.accept(task("t1", null), engine, counting());
    verify(engine, timeout(SOON.toMillis())).complete(any(ExternalTask.class), anyMap());

    worker.accept(task("another task of the same element", null), engine, counting());

    verify(engine, timeout(SOON.toMillis()).times(2)).complete(any(ExternalTask.class), anyMap());
    assertThat(states()).containsExactly("1 DONE", "2 DONE");
    assertThat(carriedOut).hasValue(2);
  }

  @Test
  void a_step_that_is_taken_back_cancels_its_job_and_reports_nothing() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    worker.accept(task("t1", null), engine, sleeping(running));
    running.await();

    worker.takeBack(INSTANCE, "backupDatabase");

    await().atMost(SOON).untilAsserted(() -> assertThat(states()).containsExactly("1 CANCELLED"));
    assertThat(host.status(job()).orElseThrow()).isInstanceOf(JobStatus.Lost.class);
    verify(engine, never()).complete(any(ExternalTask.class), anyMap());
    verify(engine, never())
        .handleFailure(any(ExternalTask.class), any(), any(), anyInt(), anyLong());
  }

  @Test
  void a_task_that_the_engine_has_ended_is_noticed_by_the_heartbeat() throws Exception {
    doNothing()
        .doThrow(new NotFoundException("gone", new RestException("", "", 404)))
        .when(engine)
        .extendLock(any(ExternalTask.class), anyLong());
    worker.close();
    worker = worker(Duration.ofMillis(100));

    worker.accept(task("t1", null), engine, sleeping(new CountDownLatch(1)));

    await().atMost(SOON).untilAsserted(() -> assertThat(states()).containsExactly("1 CANCELLED"));
  }

  @Test
  void a_lost_lock_leaves_the_job_to_whoever_has_the_task_now() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    loseLockOnce(running);
    worker.close();
    worker = worker(Duration.ofMillis(200));

    worker.accept(task("t1", null), engine, sleeping(running));
    running.await();

    await().atMost(SOON).until(() -> !worker.holds(INSTANCE, "backupDatabase"));
    assertThat(host.status(job()).orElseThrow()).isInstanceOf(JobStatus.Running.class);
    assertThat(states()).containsExactly("1 RUNNING");
    host.cancel(job());
  }

  @Test
  void no_command_begins_after_a_silence_as_long_as_the_lock() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    doNothing()
        .doAnswer(
            call -> {
              asked.countDown();
              answer.await();
              throw new BadRequestException("not yours", new RestException("", "", 400));
            })
        .when(engine)
        .extendLock(any(ExternalTask.class), anyLong());
    worker.close();
    Duration lock = Duration.ofMillis(300);
    worker = worker(Duration.ofMillis(100), lock);
    CompletableFuture<Thread> thread = new CompletableFuture<>();

    worker.accept(
        task("t1", null),
        engine,
        step -> {
          asked.await();
          long begin = System.nanoTime();
          while (System.nanoTime() - begin < lock.toNanos()) {
            Thread.onSpinWait();
          }
          thread.complete(Thread.currentThread());
          step.source().host().run(Command.of("true"));
          return StepOutcome.completed();
        });
    await()
        .atMost(SOON)
        .until(
            () ->
                thread.join().getState() == Thread.State.TIMED_WAITING
                    || !worker.holds(INSTANCE, "backupDatabase"));
    answer.countDown();

    await().atMost(SOON).until(() -> !worker.holds(INSTANCE, "backupDatabase"));
    assertThat(kinds()).doesNotContain(TrailKind.COMMAND);
  }

  @Test
  void after_a_restart_the_running_attempt_is_taken_up_not_begun_again() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    worker.accept(task("t1", null), engine, sleeping(running));
    running.await();
    worker.close();
    assertThat(states()).containsExactly("1 RUNNING");
    worker = worker(Duration.ofSeconds(60));

    CountDownLatch again = new CountDownLatch(1);
    worker.accept(task("t1", null), engine, sleeping(again));
    again.await();

    assertThat(states()).containsExactly("1 RUNNING");
    assertThat(attached()).containsExactly(false, true);
    host.cancel(job());
  }

  @Test
  void a_task_that_was_ended_before_work_began_is_left_alone() throws Exception {
    doThrow(new NotFoundException("gone", new RestException("", "", 404)))
        .when(engine)
        .extendLock(any(ExternalTask.class), anyLong());

    worker.accept(task("t1", null), engine, counting());

    verify(engine, timeout(SOON.toMillis())).extendLock(any(ExternalTask.class), anyLong());
    await().atMost(SOON).until(() -> !worker.holds(INSTANCE, "backupDatabase"));
    assertThat(carriedOut).hasValue(0);
  }

  /** The job itself: looks at its folder and its removal name it, too. */
  /** Of this test's own machine: beside it run others, with jobs of the same name. */
  private boolean isJob(ProcessInfo process) {
    return process.commandLine().contains(" job ")
        && process.commandLine().contains(folder.resolve("jobs").resolve(job().value()).toString());
  }

  @Test
  void what_an_aborted_step_left_running_ends_before_the_next_step_begins() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    worker.accept(task("t1", null), engine, sleeping(running));
    running.await();
    worker.close(); // as if killed
    assertThat(host.processes()).as("the job goes on").anyMatch(this::isJob);
    existing.remove("t1"); // and the engine aborted meanwhile
    worker = worker(Duration.ofSeconds(60));

    worker.accept(task("t2", null), engine, counting());

    verify(engine, timeout(SOON.toMillis())).complete(any(ExternalTask.class), anyMap());
    assertThat(host.processes()).noneMatch(this::isJob);
    assertThat(states()).containsExactly("1 CANCELLED", "2 DONE");
  }

  @Test
  void an_abort_waits_for_the_end_of_what_another_node_has_in_work() throws Exception {
    JdbcAttemptRepository other =
        new JdbcAttemptRepository(kit.jdbc, new ObjectMapper(), kit.trail);
    StepTask begun = taskOf("t1");
    Attempt theirs = other.takeUp(begun, "other", Duration.ofMinutes(2));
    existing.remove("t1"); // aborted; the other node has not noticed yet

    worker.accept(task("t2", null), engine, counting());

    await().atMost(SOON).until(() -> states().contains("2 RUNNING"));
    assertThat(carriedOut).hasValue(0);
    other.cancelled(begun, theirs);
    verify(engine, timeout(SOON.toMillis())).complete(any(ExternalTask.class), anyMap());
    assertThat(carriedOut).hasValue(1);
  }

  @Test
  void an_abort_goes_on_when_the_lease_of_a_dead_node_is_over_and_shuts_it_out() throws Exception {
    JdbcAttemptRepository other =
        new JdbcAttemptRepository(kit.jdbc, new ObjectMapper(), kit.trail);
    other.takeUp(taskOf("t1"), "other", Duration.ofMillis(300));
    FencedHost itsMachine = new FencedHost(host, new FencingToken(MigrationFixture.ID, 0));
    host.start(job(), Command.of("sleep", "60"));

    worker.accept(task("t2", null), engine, counting());

    verify(engine, timeout(SOON.toMillis())).complete(any(ExternalTask.class), anyMap());
    assertThat(states()).containsExactly("1 CANCELLED", "2 DONE");
    assertThat(host.processes()).noneMatch(this::isJob);
    assertThatThrownBy(() -> itsMachine.run(Command.of("true")))
        .isInstanceOf(OperationFailed.class);
  }

  private static StepTask taskOf(String id) {
    return new StepTask(
        id,
        "backupDatabase",
        INSTANCE,
        MigrationFixture.ID,
        java.util.Optional.empty(),
        java.util.Optional.empty(),
        null);
  }

  @Test
  void a_dead_machine_that_keeps_an_aborted_step_from_ending_costs_a_try_and_is_told() {
    new JdbcAttemptRepository(kit.jdbc, new ObjectMapper(), kit.trail)
        .takeUp(taskOf("t1"), "other", Duration.ZERO);
    Host dead = mock(Host.class);
    try {
      doThrow(new java.io.IOException("neu antwortet nicht")).when(dead).shut(anyString());
    } catch (java.io.IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    host = dead;
    worker.close();
    worker = worker(Duration.ofSeconds(60));

    worker.accept(task("t2", 1), engine, counting());

    verify(engine, timeout(SOON.toMillis()))
        .handleFailure(
            any(ExternalTask.class), contains("neu antwortet nicht"), any(), eq(0), eq(0L));
    assertThat(carriedOut).hasValue(0);
    assertThat(kinds()).contains(TrailKind.STEP_FAILED);
  }

  @Test
  void a_step_that_only_looks_works_while_a_dead_machine_cannot_be_asked_what_runs_there() {
    new JdbcAttemptRepository(kit.jdbc, new ObjectMapper(), kit.trail)
        .takeUp(taskOf("t1"), "other", Duration.ZERO);
    target = mock(Host.class);
    try {
      doThrow(new java.io.IOException("neu antwortet nicht")).when(target).shut(anyString());
    } catch (java.io.IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    worker.close();
    worker = worker(Duration.ofSeconds(60));

    worker.accept(
        task("t2", null),
        engine,
        new StepHandler() {
          @Override
          public StepOutcome carryOut(Step step) {
            return StepOutcome.completed(Map.of("targetAnswers", false));
          }

          @Override
          public boolean onlyLooks() {
            return true;
          }
        });

    verify(engine, timeout(SOON.toMillis()))
        .complete(any(ExternalTask.class), eq(Map.of("targetAnswers", false)));
    assertThat(states()).containsExactly("1 RUNNING", "2 DONE");
  }

  @Test
  void a_machine_that_two_people_stated_to_be_off_keeps_no_aborted_step_from_ending() {
    new JdbcAttemptRepository(kit.jdbc, new ObjectMapper(), kit.trail)
        .takeUp(taskOf("t1"), "other", Duration.ZERO);
    target = mock(Host.class); // answers nothing
    kit.evidence
        .of(MigrationFixture.ID, "declareOutOfUse", null, null, "neu")
        .store(
            OutOfUse.EVIDENCE,
            new OutOfUse(
                MigrationFixture.of().target().machine(),
                OutOfUse.How.POWER,
                "technik",
                "betreiber",
                java.time.Instant.now(),
                null));
    worker.close();
    worker = worker(Duration.ofSeconds(60));

    worker.accept(task("t2", null), engine, counting());

    verify(engine, timeout(SOON.toMillis())).complete(any(ExternalTask.class), anyMap());
    assertThat(states()).containsExactly("1 CANCELLED", "2 DONE");
  }

  @Test
  void an_error_of_the_program_itself_costs_a_try_and_is_told() {
    worker.accept(
        task("t1", 1),
        engine,
        step -> {
          throw new OutOfMemoryError("Java heap space");
        });

    verify(engine, timeout(SOON.toMillis()))
        .handleFailure(any(ExternalTask.class), contains("Java heap space"), any(), eq(0), eq(0L));
    assertThat(states()).containsExactly("1 FAILED");
  }

  @Test
  void a_step_that_cannot_even_be_taken_up_costs_a_try_and_is_told() {
    ExternalTask task = task("t1", 1);
    when(task.getActivityId()).thenReturn(null); // a row without an element is refused

    worker.accept(task, engine, counting());

    verify(engine, timeout(SOON.toMillis()))
        .handleFailure(any(ExternalTask.class), anyString(), any(), eq(0), eq(0L));
    assertThat(carriedOut).hasValue(0);
  }

  @Test
  void a_step_in_other_hands_reports_nothing() {
    worker.accept(
        task("t1", null),
        engine,
        step -> {
          new JdbcAttemptRepository(kit.jdbc, new ObjectMapper(), kit.trail)
              .takeUp(taskOf("t1"), "other", Duration.ofMinutes(2));
          return StepOutcome.completed();
        });

    await()
        .atMost(SOON)
        .until(() -> carriedOutBy("other") && !worker.holds(INSTANCE, "backupDatabase"));
    verify(engine, never()).complete(any(ExternalTask.class), anyMap());
    verify(engine, never())
        .handleFailure(any(ExternalTask.class), any(), any(), anyInt(), anyLong());
    assertThat(states()).containsExactly("1 RUNNING");
  }

  private boolean carriedOutBy(String name) {
    return kit.jdbc
        .sql("select count(*) > 0 from umzug.step where worker = ?")
        .param(name)
        .query(Boolean.class)
        .single();
  }

  @Test
  void a_task_that_is_fetched_again_while_it_is_in_work_is_not_begun_a_second_time()
      throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    worker.accept(task("t1", null), engine, sleeping(running));
    running.await();

    worker.accept(task("t1", null), engine, counting());
    worker.accept(task("t2", null), engine, failing(OperationFailed.permanent("ein anderer")));

    verify(engine, timeout(SOON.toMillis()))
        .handleFailure(any(ExternalTask.class), contains("anderer"), any(), anyInt(), anyLong());
    assertThat(carriedOut).hasValue(0);
    assertThat(worker.holds(INSTANCE, "backupDatabase")).isTrue();
    host.cancel(job());
  }

  @Test
  void a_task_that_is_fetched_again_after_its_lock_was_lost_waits_for_the_end_of_the_first()
      throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    loseLockOnce(running);
    worker.close();
    worker = worker(Duration.ofMillis(300));
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    worker.accept(task("t1", null), engine, slowToGiveUp(running, interrupted, goOn));
    interrupted.await();

    worker.accept(task("t1", null), engine, counting());
    assertThat(carriedOut).hasValue(0);
    goOn.countDown();

    verify(engine, timeout(SOON.toMillis())).complete(any(ExternalTask.class), anyMap());
    assertThat(carriedOut).hasValue(1);
    assertThat(states()).containsExactly("1 DONE");
  }

  /** The first heartbeat after the step is really running finds the lock gone. */
  private void loseLockOnce(CountDownLatch running) {
    java.util.concurrent.atomic.AtomicBoolean lost =
        new java.util.concurrent.atomic.AtomicBoolean();
    org.mockito.Mockito.doAnswer(
            call -> {
              if (running.getCount() == 0 && lost.compareAndSet(false, true)) {
                throw new BadRequestException("not yours", new RestException("", "", 400));
              }
              return null;
            })
        .when(engine)
        .extendLock(any(ExternalTask.class), anyLong());
  }

  /** Interrupted, it still has something to put in order. */
  private StepHandler slowToGiveUp(
      CountDownLatch running, CountDownLatch interrupted, CountDownLatch goOn) {
    return step -> {
      running.countDown();
      try {
        Thread.sleep(SOON.toMillis());
      } catch (InterruptedException e) {
        interrupted.countDown();
        goOn.await();
        assertThat(carriedOut).hasValue(0);
        throw e;
      }
      return StepOutcome.completed();
    };
  }

  @Test
  void a_step_that_the_engine_ended_without_a_word_is_given_up_before_the_next_begins()
      throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    worker.accept(task("t1", null), engine, sleeping(running));
    running.await();
    existing.remove("t1"); // aborted, and no heartbeat has told yet

    worker.accept(task("t2", null), engine, counting());

    verify(engine, timeout(SOON.toMillis())).complete(any(ExternalTask.class), anyMap());
    assertThat(states()).containsExactly("1 CANCELLED", "2 DONE");
    assertThat(host.processes()).noneMatch(this::isJob);
  }

  @Test
  void a_decision_by_hand_holds_over_a_restart_until_a_plain_retry_is_decided() {
    assertThat(seenByHand("installServer")).isFalse();
    IncidentDecisions decisions = incidentAt("installServer", "i1");

    decisions.checkHandwork("i1", "Installer selbst gestartet", "technik");
    worker.close();
    worker = worker(Duration.ofSeconds(60)); // nothing of it lives in the application
    assertThat(seenByHand("installServer")).isTrue();
    assertThat(seenByHand("installServer")).isTrue();

    incidentAt("installServer", "i2").retry("i2", "technik");
    assertThat(seenByHand("installServer")).isFalse();
  }

  @Test
  void a_step_without_a_manual_way_is_carried_out_again_after_handwork() {
    incidentAt("backupDatabase", "i1").checkHandwork("i1", "Platte geleert", "technik");

    assertThat(seenByHand("backupDatabase")).isFalse();
    assertThat(kit.reader.rows(MigrationFixture.ID))
        .filteredOn(row -> row.kind() == TrailKind.INCIDENT_DECIDED)
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.text()).contains("von Hand in Ordnung gebracht");
              assertThat(row.details()).containsEntry("done", "Platte geleert");
              assertThat(row.actor()).isEqualTo("technik");
            });
  }

  private IncidentDecisions incidentAt(String element, String incident) {
    IncidentRepository store = new IncidentRepository(kit.jdbc);
    store.announce(
        new FailedStep(
            incident, MigrationFixture.ID, element, "", FailedStep.EXTERNAL_TASK, "hand", null));
    return new IncidentDecisions(
        store,
        mock(org.camunda.bpm.engine.ExternalTaskService.class),
        mock(org.camunda.bpm.engine.ManagementService.class),
        new AbortMessage(mock(org.camunda.bpm.engine.RuntimeService.class), kit.redaction),
        settings(Duration.ofSeconds(60), Duration.ofMinutes(2)),
        kit.trail);
  }

  /** What the handler of the next try is told. */
  private boolean seenByHand(String element) {
    CompletableFuture<Boolean> seen = new CompletableFuture<>();
    ExternalTask task = task("hand", null);
    when(task.getActivityId()).thenReturn(element);
    worker.accept(
        task,
        engine,
        step -> {
          seen.complete(step.byHand());
          throw OperationFailed.permanent("noch nicht");
        });
    boolean byHand = seen.orTimeout(10, TimeUnit.SECONDS).join();
    await().atMost(SOON).until(() -> !worker.holds(INSTANCE, element));
    return byHand;
  }

  @Test
  void job_folders_go_when_the_engine_has_the_result() throws Exception {
    worker.accept(
        task("t1", null),
        engine,
        step -> {
          step.jobs().run(step.source().host(), "short", Command.of("true"), Jobs.Poll.NOTHING);
          return StepOutcome.completed();
        });

    verify(engine, timeout(SOON.toMillis())).complete(any(ExternalTask.class), anyMap());
    await().atMost(SOON).untilAsserted(() -> assertThat(host.jobs()).isEmpty());
  }

  @Test
  void what_a_job_printed_is_kept_with_its_checksum_on_the_trail() {
    kit.secrets.remember("Ganz-Geheim-77");
    worker.accept(
        task("t1", null),
        engine,
        step -> {
          step.jobs()
              .run(
                  step.source().host(),
                  "dump",
                  Command.of("sh", "-c", "echo eins; echo Ganz-Geheim-77; exit 3"),
                  Jobs.Poll.NOTHING);
          throw OperationFailed.permanent("Code 3");
        });

    await().atMost(SOON).until(() -> states().equals(List.of("1 FAILED")));
    KeptJobLog log = logs().get(0);
    assertThat(log.exitCode()).isEqualTo(3);
    assertThat(log.job()).isEqualTo("dump");
    assertThat(log.attempt()).isEqualTo(1);
    assertThat(log.machine()).isEqualTo("alt");
    assertThat(ended().details())
        .containsEntry("logSha256", log.sha256())
        .containsEntry("exitCode", 3);
  }

  @Test
  void what_a_job_printed_before_it_was_ended_by_force_is_kept_too() {
    existing.add("t1");
    worker.accept(
        task("t1", null),
        engine,
        step -> {
          step.jobs()
              .run(
                  step.source().host(),
                  "dump",
                  Command.of("sh", "-c", "echo begonnen; exec sleep 600"),
                  Jobs.Poll.NOTHING);
          return StepOutcome.completed();
        });
    await()
        .atMost(SOON)
        .until(
            () ->
                !host.jobs().isEmpty()
                    && host.readLog(host.jobs().get(0), 0).text().contains("begonnen"));

    worker.takeBack(INSTANCE, "backupDatabase");

    await().atMost(SOON).until(() -> states().equals(List.of("1 CANCELLED")));
    KeptJobLog log = logs().get(0);
    assertThat(log.exitCode()).isNull();
    assertThat(log.bytes()).isEqualTo("begonnen\n".length());
    assertThat(kit.reader.rows(MigrationFixture.ID))
        .filteredOn(row -> row.details().containsKey("logSha256"))
        // Both ends of the move are this one machine here.
        .isNotEmpty()
        .allSatisfy(
            row -> {
              assertThat(row.details()).containsEntry("logSha256", log.sha256());
              assertThat(row.text()).contains("abgebrochenen Auftrags");
            });
  }

  private List<KeptJobLog> logs() {
    return new JobLogRepository(kit.jdbc).of(MigrationFixture.ID);
  }

  private TrailRow ended() {
    return kit.reader.rows(MigrationFixture.ID).stream()
        .filter(row -> row.kind() == TrailKind.JOB_ENDED)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void folders_of_a_worker_that_was_killed_after_its_report_go_with_the_next_step()
      throws Exception {
    worker.accept(task("t1", null), engine, running("first"));
    await().atMost(SOON).untilAsserted(() -> assertThat(states()).containsExactly("1 DONE"));
    await().atMost(SOON).until(() -> !worker.holds(INSTANCE, "backupDatabase"));
    leaveFolderOf("backupDatabase-1.first");
    ExternalTask next = task("t2", null);
    when(next.getActivityId()).thenReturn("verifyBackup");

    // Reported or not: as long as the engine knows the task, its folder stays.
    worker.accept(next, engine, running("second"));
    await().atMost(SOON).until(() -> states().equals(List.of("1 DONE", "1 DONE")));
    await().atMost(SOON).until(() -> !worker.holds(INSTANCE, "verifyBackup"));
    assertThat(names()).containsExactly(INSTANCE + "-backupDatabase-1.first");

    existing.remove("t1");
    ExternalTask last = task("t3", null);
    when(last.getActivityId()).thenReturn("transferBackup");
    worker.accept(last, engine, running("third"));
    await().atMost(SOON).untilAsserted(() -> assertThat(names()).isEmpty());
  }

  private void leaveFolderOf(String job) throws Exception {
    JobKey key = new JobKey(INSTANCE + "-" + job);
    host.start(key, Command.of("true"));
    await().atMost(SOON).until(() -> host.status(key).orElse(null) instanceof JobStatus.Ended);
  }

  private List<String> names() throws Exception {
    return host.jobs().stream().map(JobKey::value).toList();
  }

  private static StepHandler running(String job) {
    return step -> {
      step.jobs().run(step.source().host(), job, Command.of("true"), Jobs.Poll.NOTHING);
      return StepOutcome.completed();
    };
  }

  @Test
  void an_unchanged_look_is_on_the_trail_once() {
    worker.accept(
        task("t1", null),
        engine,
        step -> {
          for (int i = 0; i < 5; i++) {
            step.source().host().run(Command.of("true"));
          }
          return StepOutcome.completed();
        });

    verify(engine, timeout(SOON.toMillis())).complete(any(ExternalTask.class), anyMap());
    assertThat(kinds()).containsOnlyOnce(TrailKind.COMMAND);
  }

  @Test
  void progress_is_stored_at_most_once_a_second_and_the_last_one_always() {
    List<Long> stored = new java.util.ArrayList<>();
    AtomicInteger second = new AtomicInteger();
    java.time.Clock clock = mock(java.time.Clock.class);
    when(clock.instant())
        .thenAnswer(call -> java.time.Instant.ofEpochMilli(second.getAndIncrement() * 400L));
    ThrottledProgress progress = new ThrottledProgress(p -> stored.add(p.done()), clock);

    for (int i = 1; i <= 7; i++) {
      progress.at(new de.asvumzug.host.job.Progress(i, 7, "Bytes", "…"));
    }

    assertThat(stored).containsExactly(1L, 4L, 7L);
  }

  @Test
  void only_steps_that_secure_nothing_may_be_skipped() {
    assertThat(
            List.of(
                "guardSource",
                "guardTarget",
                "verifyBackup",
                "compareFingerprints",
                "restoreDatabase"))
        .noneMatch(SkipRules::mayBeSkipped);
    assertThat(SkipRules.mayBeSkipped("checkCentralSystem")).isTrue();
  }

  private StepHandler counting() {
    return step -> {
      carriedOut.incrementAndGet();
      return StepOutcome.completed(Map.of("findings", 3));
    };
  }

  private static StepHandler failing(Exception e) {
    return step -> {
      throw e;
    };
  }

  private static StepHandler sleeping(CountDownLatch running) {
    return step -> {
      step.jobs()
          .run(
              step.source().host(),
              "dump",
              Command.of("sleep", "120"),
              () -> {
                if (step.source().host().status(new JobKey(step.key() + ".dump")).isPresent()) {
                  running.countDown();
                }
              });
      return StepOutcome.completed();
    };
  }

  private static JobKey job() {
    return new JobKey(INSTANCE + "-backupDatabase-1.dump");
  }

  private List<String> states() {
    return kit.jdbc
        .sql("select attempt || ' ' || state from umzug.step order by attempt")
        .query(String.class)
        .list();
  }

  private List<TrailKind> kinds() {
    return kit.reader.rows(MigrationFixture.ID).stream().map(TrailRow::kind).toList();
  }

  private List<Boolean> attached() {
    return kit.reader.rows(MigrationFixture.ID).stream()
        .filter(row -> row.kind() == TrailKind.JOB_STARTED)
        .map(row -> (Boolean) row.details().get("attached"))
        .toList();
  }

  private ExternalTask task(String id, Integer retries) {
    existing.add(id);
    ExternalTask task = mock(ExternalTask.class);
    when(task.getId()).thenReturn(id);
    when(task.getActivityId()).thenReturn("backupDatabase");
    when(task.getProcessInstanceId()).thenReturn(INSTANCE);
    when(task.getRetries()).thenReturn(retries);
    when(task.getVariable("migrationId")).thenReturn(MigrationFixture.ID);
    return task;
  }
}
