package de.asvumzug.backup.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.database.DbctlSettings;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.TestMove;
import de.asvumzug.host.Command;
import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.job.JobStatus;
import de.asvumzug.plan.Database;
import de.asvumzug.plan.Side;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostConcurrencyLimiterTest {
  @TempDir Path folder;
  private TestMove move;
  private final HostConcurrencyLimiter share =
      new HostConcurrencyLimiter(TestMove.bound("asv.dbctl", DbctlSettings.class));
  private final ExecutorService people = Executors.newCachedThreadPool();
  private final CountDownLatch release = new CountDownLatch(1);
  private final CyclicBarrier another = new CyclicBarrier(2);
  private final AtomicInteger number = new AtomicInteger();
  private final AtomicInteger inside = new AtomicInteger();

  @BeforeEach
  void machines() throws Exception {
    move = new TestMove(folder);
  }

  @AfterEach
  void stop() {
    people.shutdownNow();
  }

  @Test
  void on_an_enterprise_server_two_schools_are_worked_on_at_once_and_no_more() throws Exception {
    Endpoint enterprise =
        move.target(new Database("localhost", 5432, "asv", "asv", "postgres", null, 15));

    assertThat(most(enterprise, 4)).isEqualTo(2);
  }

  @Test
  void on_a_school_server_one_after_the_other() throws Exception {
    assertThat(most(move.school(Side.TARGET), 3)).isEqualTo(1);
  }

  @Test
  void machines_do_not_wait_for_each_other() throws Exception {
    Future<Integer> old =
        people.submit(() -> share.among(move.school(Side.SOURCE), act(), act -> stay()));
    Future<Integer> fresh =
        people.submit(() -> share.among(move.school(Side.TARGET), act(), act -> stay()));

    await().untilAtomic(inside, org.hamcrest.Matchers.is(2));
    release.countDown();
    old.get();
    fresh.get();
  }

  @Test
  void work_that_fails_gives_its_place_back() throws Exception {
    Endpoint school = move.school(Side.TARGET);
    for (int i = 0; i < 3; i++) {
      Future<?> failing =
          people.submit(
              () ->
                  share.alone(
                      school,
                      act(),
                      act -> {
                        throw new IllegalStateException("gescheitert");
                      }));
      await().until(failing::isDone);
    }

    String free = share.among(school, act(), act -> "frei");
    assertThat(free).isEqualTo("frei");
  }

  @Test
  void a_run_that_nobody_here_knows_of_is_waited_for() throws Exception {
    Endpoint school = move.school(Side.TARGET);
    JobKey left = new JobKey("p-restoreTenant-0002-1.restore");
    Path go = folder.resolve("go");
    school
        .host()
        .start(left, Command.of("sh", "-c", "until [ -e \"$0\" ]; do sleep 0.1; done", "" + go));
    Future<JobStatus> work =
        people.submit(
            () -> share.among(school, act(), act -> school.host().status(left).orElseThrow()));
    await().until(() -> move.progress.stream().anyMatch(p -> p.toString().contains("Wartet")));

    Files.createFile(go);

    assertThat(work.get(20, TimeUnit.SECONDS)).isInstanceOf(JobStatus.Ended.class);
  }

  private BackupContext act() {
    return move.act("p-step" + number.incrementAndGet() + "-1");
  }

  /** The most that were ever inside, when many want to. */
  private int most(Endpoint endpoint, int many) throws Exception {
    List<Future<Integer>> all = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      all.add(
          people.submit(
              () ->
                  share.among(
                      endpoint,
                      act(),
                      act -> {
                        int now = inside.incrementAndGet();
                        meet();
                        inside.decrementAndGet();
                        return now;
                      })));
    }
    int most = 0;
    for (Future<Integer> one : all) {
      most = Math.max(most, one.get());
    }
    return most;
  }

  /** Waits for somebody else inside; who is alone gives up, and nobody waits after that. */
  private void meet() throws InterruptedException {
    try {
      another.await(300, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | BrokenBarrierException e) {
      assertThat(inside.get()).isPositive();
    }
  }

  private int stay() throws InterruptedException {
    int now = inside.incrementAndGet();
    release.await();
    return now;
  }
}
