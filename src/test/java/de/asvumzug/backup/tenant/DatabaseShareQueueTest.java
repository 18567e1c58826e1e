package de.asvumzug.backup.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.database.DbctlSettings;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.TestMove;
import de.asvumzug.host.Command;
import de.asvumzug.host.Sleeper;
import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.job.JobStatus;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.plan.Side;
import de.asvumzug.support.OwnTables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** Two nodes, each with connections of its own to one real database, and one real machine. */
class DatabaseShareQueueTest {
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir Path folder;
  private final DataSource database = OwnTables.fresh();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch mayEnd = new CountDownLatch(1);
  private final CountDownLatch inside = new CountDownLatch(1);
  private TestMove move;
  private Endpoint school;

  @BeforeEach
  void machine() throws Exception {
    move = new TestMove(folder);
    school = move.school(Side.TARGET);
  }

  @AfterEach
  void stop() throws Exception {
    mayEnd.countDown();
    threads.shutdownNow();
    threads.awaitTermination(20, TimeUnit.SECONDS);
  }

  @Test
  void two_nodes_are_never_on_a_machine_at_once() throws Exception {
    List<Node> nodes = List.of(new Node(LONG), new Node(LONG));
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      BackupContext act = move.act("p-restoreTenant-" + i + "-1");
      Node node = nodes.get(i % 2);
      all.add(
          threads.submit(
              () ->
                  node.share.among(
                      school,
                      act,
                      placed -> {
                        most.accumulateAndGet(now.incrementAndGet(), Math::max);
                        run(placed.jobs(), Command.of("true"));
                        return now.decrementAndGet();
                      })));
    }
    for (Future<?> one : all) {
      one.get(60, TimeUnit.SECONDS);
    }

    assertThat(most).hasValue(1);
  }

  @Test
  void who_came_first_is_first() throws Exception {
    Node one = new Node(LONG);
    Node two = new Node(LONG);
    Future<?> holder = threads.submit(() -> one.share.alone(school, act(0), this::stay));
    inside.await();
    List<Integer> order = new CopyOnWriteArrayList<>();
    List<Future<?>> all = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      int number = i;
      Node node = i % 2 == 0 ? one : two;
      all.add(
          threads.submit(() -> node.share.among(school, act(number), placed -> order.add(number))));
      await().until(() -> rows() == number + 1);
    }

    mayEnd.countDown();

    holder.get(20, TimeUnit.SECONDS);
    for (Future<?> each : all) {
      each.get(20, TimeUnit.SECONDS);
    }
    assertThat(order).containsExactly(1, 2, 3, 4);
    assertThat(rows()).isZero();
  }

  @Test
  void the_place_of_a_node_that_died_is_free_when_its_job_has_ended() throws Exception {
    Node dead = new Node(SHORT);
    JobKey job = new JobKey("p-restoreTenant-1-1.restore");
    Path go = folder.resolve("go");
    threads.submit(
        () -> dead.share.among(school, act(1), placed -> run(placed.jobs(), awaiting(go))));
    await().until(() -> runs(job));
    dead.away = true;
    Future<Boolean> next =
        threads.submit(() -> new Node(SHORT).share.among(school, act(2), placed -> runs(job)));
    await().until(() -> over(1));
    assertThat(next).isNotDone();
    assertThat(runs(job)).isTrue();

    Files.createFile(go);

    assertThat(next.get(20, TimeUnit.SECONDS)).as("job of the dead node still ran").isFalse();
  }

  @Test
  void a_node_whose_place_was_lost_begins_nothing_more() throws Exception {
    Node slow = new Node(SHORT);
    JobKey job = new JobKey("p-restoreTenant-1-1.restore");
    Future<?> first =
        threads.submit(
            () ->
                slow.share.among(
                    school,
                    act(1),
                    placed -> {
                      stay(placed);
                      return run(placed.jobs(), Command.of("true"));
                    }));
    inside.await();
    slow.away = true;
    String second = new Node(SHORT).share.among(school, act(2), placed -> "second");
    assertThat(second).isEqualTo("second");
    slow.away = false;

    mayEnd.countDown();

    assertThatThrownBy(() -> first.get(20, TimeUnit.SECONDS))
        .cause()
        .isInstanceOf(DataAccessResourceFailureException.class)
        .hasMessageContaining("is lost");
    assertThat(school.host().status(job)).isEmpty();
  }

  @Test
  void a_short_absence_of_the_database_costs_nobody_the_place() throws Exception {
    Node slow = new Node(LONG);
    Future<String> first =
        threads.submit(
            () ->
                slow.share.among(
                    school,
                    act(1),
                    placed -> {
                      stay(placed);
                      run(placed.jobs(), Command.of("true"));
                      return "first";
                    }));
    inside.await();
    slow.away = true;
    Node other = new Node(LONG);
    Future<String> second =
        threads.submit(() -> other.share.among(school, act(2), placed -> "second"));
    await().until(() -> other.asked.get() > 8);
    assertThat(second).isNotDone();
    slow.away = false;

    mayEnd.countDown();

    assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo("first");
    assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo("second");
  }

  @Test
  void an_attempt_that_leaves_its_job_at_work_leaves_its_place_taken() throws Exception {
    Node one = new Node(SHORT);
    JobKey job = new JobKey("p-restoreTenant-1-1.restore");
    Path go = folder.resolve("go");
    Future<?> stopped =
        threads.submit(
            () -> one.share.among(school, act(1), placed -> run(placed.jobs(), awaiting(go))));
    await().until(() -> runs(job));
    stopped.cancel(true);
    Future<Boolean> next =
        threads.submit(() -> new Node(SHORT).share.among(school, act(2), placed -> runs(job)));
    await().until(() -> over(1));
    assertThat(next).isNotDone();

    Files.createFile(go);

    assertThat(next.get(20, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void a_step_that_is_carried_out_again_waits_for_its_own_job_and_not_for_its_own_place()
      throws Exception {
    Node killed = new Node(LONG);
    JobKey job = new JobKey("p-restoreTenant-1-1.restore");
    Path go = folder.resolve("go");
    Future<?> before =
        threads.submit(
            () -> killed.share.among(school, act(1), placed -> run(placed.jobs(), awaiting(go))));
    await().until(() -> runs(job));
    before.cancel(true);
    killed.away = true;
    Future<Boolean> again =
        threads.submit(() -> new Node(LONG).share.alone(school, act(1), placed -> runs(job)));

    Files.createFile(go);

    assertThat(again.get(20, TimeUnit.SECONDS)).isFalse();
  }

  private BackupContext act(int number) {
    return move.act("p-restoreTenant-" + number + "-1");
  }

  private String stay(BackupContext placed) throws InterruptedException {
    inside.countDown();
    mayEnd.await();
    return "stayed";
  }

  private String run(Jobs jobs, Command command) throws Exception {
    jobs.run(school.host(), "restore", command, Jobs.Poll.NOTHING);
    return "done";
  }

  private static Command awaiting(Path file) {
    return Command.of("sh", "-c", "until [ -e \"$0\" ]; do sleep 0.05; done", file.toString());
  }

  private boolean runs(JobKey job) throws Exception {
    return school.host().status(job).orElse(null) instanceof JobStatus.Running;
  }

  private int rows() {
    return JdbcClient.create(database)
        .sql("select count(*) from umzug.machine_place")
        .query(Integer.class)
        .single();
  }

  /** Whether the lease of that step has run out. */
  private boolean over(int number) {
    return JdbcClient.create(database)
            .sql(
                "select count(*) from umzug.machine_place where until < clock_timestamp() and step ="
                    + " ?")
            .param("p-restoreTenant-" + number)
            .query(Integer.class)
            .single()
        == 1;
  }

  /** A node's share, and its line to the database. */
  private final class Node extends DelegatingDataSource {
    final HostConcurrencyLimiter share;
    final AtomicInteger asked = new AtomicInteger();
    volatile boolean away;

    Node(Duration lease) {
      super(database);
      TransactionTemplate transaction =
          new TransactionTemplate(new DataSourceTransactionManager(this));
      Sleeper quick = wait -> Thread.sleep(20);
      share =
          new HostConcurrencyLimiter(
              TestMove.bound("asv.dbctl", DbctlSettings.class),
              new DatabaseShareQueue(JdbcClient.create(this), transaction, lease, quick));
    }

    @Override
    public Connection getConnection() throws SQLException {
      asked.incrementAndGet();
      if (away) {
        throw new SQLException("away", "08006");
      }
      return super.getConnection();
    }
  }
}
