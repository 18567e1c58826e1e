package de.asvumzug.step;

import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.asvumzug.host.Command;
import de.asvumzug.host.Host;
import de.asvumzug.host.Machines;
import de.asvumzug.host.SeededCuts;
import de.asvumzug.host.Sleeper;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.notify.MigrationFixture;
import de.asvumzug.step.attempt.AttemptRepository;
import de.asvumzug.step.attempt.JdbcAttemptRepository;
import de.asvumzug.step.output.JobLogKeeper;
import de.asvumzug.step.output.JobLogRepository;
import de.asvumzug.support.OwnTables;
import de.asvumzug.trail.AuditTrailFixture;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.client.exception.EngineException;
import org.camunda.bpm.client.exception.NotFoundException;
import org.camunda.bpm.client.exception.RestException;
import org.camunda.bpm.client.task.ExternalTask;
import org.camunda.bpm.client.task.ExternalTaskService;

/**
 * Steps that are carried out while everything around them is cut wherever a seed wants it: the line
 * to the machine, the statements and commits of the product's own database, what the engine is told
 * and what it answers; now and then the whole worker is replaced. Worker, runner, database, script
 * and jobs are real; the engine is played: it hands a step out until it was told of its end.
 */
public final class SeededSteps implements AutoCloseable {
  private static final int ONE_OF = 24;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final Random random;
  private final AtomicInteger cuts = new AtomicInteger();
  private final AtomicBoolean breaking = new AtomicBoolean();
  private final SeededCuts machine;
  private final AuditTrailFixture kit;
  private final WorkerSettings settings =
      new WorkerSettings(
          "w",
          1,
          Duration.ofMinutes(2),
          Duration.ofSeconds(60),
          1_000,
          List.of(Duration.ZERO),
          Duration.ofSeconds(2));
  private StepWorker worker;
  private int number;

  public SeededSteps(Path folder, long seed) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.random = new Random(seed);
    this.machine = new SeededCuts(folder, seed);
    this.kit = new AuditTrailFixture(new CuttingDatabase(OwnTables.fresh(), this::cut));
    this.worker = worker();
  }

  /** Of the line to the machine, of the database, of the engine, and replaced workers. */
  public int cuts() {
    return cuts.get() + machine.cuts();
  }

  private synchronized boolean cut() {
    if (!breaking.get() || random.nextInt(ONE_OF) > 0) {
      return false;
    }
    cuts.incrementAndGet();
    return true;
  }

  private StepWorker worker() {
    Machines machines = mock(Machines.class, withSettings().stubOnly());
    Host host = machine.host();
    when(machines.host(anyString())).thenReturn(host);
    JdbcAttemptRepository store =
        new JdbcAttemptRepository(kit.jdbc, new ObjectMapper(), kit.trail);
    StepRunner runner =
        new StepRunner(
            inTransactions(store),
            kit.trail,
            kit.evidence,
            id -> MigrationFixture.of(),
            machines,
            kit.secrets,
            new JobLogKeeper(new JobLogRepository(kit.jdbc), kit.redaction),
            settings);
    return new StepWorker(runner, settings, "w", id -> true);
  }

  /** As Spring's proxy around the store does. */
  private AttemptRepository inTransactions(JdbcAttemptRepository store) {
    return (AttemptRepository)
        Proxy.newProxyInstance(
            AttemptRepository.class.getClassLoader(),
            new Class<?>[] {AttemptRepository.class},
            (proxy, method, arguments) ->
                kit.transaction.execute(
                    status -> {
                      try {
                        return method.invoke(store, arguments);
                      } catch (InvocationTargetException e) {
                        throw (RuntimeException) e.getCause();
                      } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                      }
                    }));
  }

  /** One step, handed out until its end was told. Throws if anything happened twice or not. */
  public void step() throws Exception {
    number++;
    Path mark = folder.resolve("mark-" + number);
    Engine engine = new Engine(number);
    breaking.set(true);
    machine.breaking(true);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (engine.completed.get() == 0) {
      if (System.nanoTime() > end) {
        throw new AssertionError("step " + number + " does not end");
      }
      engine.handOut(mark);
      if (random.nextInt(10) == 0) {
        worker.close();
        worker = worker();
        cuts.incrementAndGet();
      }
    }
    awaitQuiet();
    breaking.set(false);
    machine.breaking(false);
    look(engine, mark);
  }

  private void awaitQuiet() throws InterruptedException {
    while (worker.holds(Engine.INSTANCE, "backupDatabase")) {
      Sleeper.REAL.during(Duration.ofMillis(2));
    }
  }

  private void look(Engine engine, Path mark) throws IOException {
    List<String> keys = Files.readAllLines(mark);
    must(new HashSet<>(keys).size() == keys.size(), "a job ran twice: " + keys);
    int failed =
        kit.jdbc
            .sql("select count(*) from umzug.step where external_task_id = ? and state = 'FAILED'")
            .param(engine.id)
            .query(Integer.class)
            .single();
    must(keys.size() <= 1 + failed, keys.size() + " jobs, " + failed + " failed attempts");
    must(engine.completed.get() == 1, "completed " + engine.completed.get());
    must(
        kit.jdbc
            .sql(
                "select count(*) = 1 from umzug.step where external_task_id = ? and state = 'DONE'")
            .param(engine.id)
            .query(Boolean.class)
            .single(),
        "attempts that are done");
    must(kit.reader.verify(MigrationFixture.ID).intact(), "the trail is intact");
  }

  private static void must(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  @Override
  public void close() {
    worker.close();
    machine.close();
  }

  /** Hands one task out and hears of it. What it is told may not come, or its answer may not. */
  private final class Engine {
    private static final String INSTANCE = "4711";
    private final String id;
    private final AtomicInteger completed = new AtomicInteger();
    private final ExternalTask task;
    private final ExternalTaskService service;

    Engine(int number) {
      this.id = "t" + number;
      this.task = mock(ExternalTask.class, withSettings().stubOnly());
      when(task.getId()).thenReturn(id);
      when(task.getActivityId()).thenReturn("backupDatabase");
      when(task.getProcessInstanceId()).thenReturn(INSTANCE);
      when(task.getVariable("migrationId")).thenReturn(MigrationFixture.ID);
      this.service =
          (ExternalTaskService)
              Proxy.newProxyInstance(
                  ExternalTaskService.class.getClassLoader(),
                  new Class<?>[] {ExternalTaskService.class},
                  (proxy, method, arguments) -> told(method.getName()));
    }

    private Object told(String what) {
      if (cut()) {
        throw lost();
      }
      if (completed.get() > 0) {
        throw new NotFoundException("gone", new RestException("", "", 404));
      }
      // Of locks, unlocks and failures nothing is kept: the step is handed out again in any case.
      if (what.equals("complete")) {
        completed.incrementAndGet();
      }
      if (cut()) {
        throw lost();
      }
      return null;
    }

    private EngineException lost() {
      return new EngineException("answer lost", new RestException("", "", 500));
    }

    void handOut(Path mark) throws InterruptedException {
      worker.accept(task, service, step -> carryOut(step, mark));
      Sleeper.REAL.during(Duration.ofMillis(5));
      long patience =
          System.nanoTime() + Duration.ofMillis(500L * (1 + random.nextInt(4))).toNanos();
      while (worker.holds(INSTANCE, "backupDatabase") && System.nanoTime() < patience) {
        Sleeper.REAL.during(Duration.ofMillis(2));
      }
    }

    private StepOutcome carryOut(Step step, Path mark) throws Exception {
      step.jobs()
          .run(
              step.source().host(),
              "dump",
              Command.of("sh", "-c", "echo \"$1\" >>\"$0\"", mark.toString(), step.key()),
              Jobs.Poll.NOTHING);
      return StepOutcome.completed();
    }
  }
}
