package de.asvumzug.step.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import de.asvumzug.host.FencingToken;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.step.Failures;
import de.asvumzug.step.start.StartLock.Permit;
import de.asvumzug.support.OwnTables;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Proof and start under one lock for all nodes (rule I1), on a real database. */
class DatabaseStartLockTest {
  private static final String MOVE = "U-2026-0001";
  private static final StartLockSettings LONG = new StartLockSettings(Duration.ofMinutes(1));

  private final DataSource database = OwnTables.fresh();
  private final DatabaseStartLock one = new DatabaseStartLock(database, LONG);
  private final AtomicInteger asked = new AtomicInteger();
  private final DatabaseStartLock two = new DatabaseStartLock(new Counting(), LONG);
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch mayEnd = new CountDownLatch(1);

  @AfterEach
  void end() {
    mayEnd.countDown();
    threads.shutdownNow();
  }

  @Test
  void a_second_node_proves_only_when_the_first_has_started_its_server() throws Exception {
    Future<String> first = threads.submit(() -> one.alone(MOVE, this::start));
    begun.await();
    Future<String> second = threads.submit(() -> two.alone(MOVE, permit -> "second"));
    await().until(() -> asked.get() >= 2);
    assertThat(second).isNotDone();

    mayEnd.countDown();

    assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("first");
    assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo("second");
  }

  @Test
  void a_start_that_another_node_holds_up_for_too_long_is_told_to_people() throws Exception {
    DatabaseStartLock impatient =
        new DatabaseStartLock(database, new StartLockSettings(Duration.ofMillis(1)));
    threads.submit(() -> one.alone(MOVE, this::start));
    begun.await();

    assertThatThrownBy(() -> impatient.alone(MOVE, permit -> "second"))
        .isInstanceOf(OperationFailed.class)
        .hasMessageMatching(
            "Seit 0 Minuten hält ein anderer Knoten den Start dieses Umzugs fest"
                + " \\(Adresse [0-9.:a-f]+, Datenbankprozess [0-9]+\\)\\. .*ausschalten.*");
  }

  @Test
  void another_move_does_not_wait() throws Exception {
    threads.submit(() -> one.alone(MOVE, this::start));
    begun.await();

    assertThat(said(two, "U-2026-0002", "other")).isEqualTo("other");
  }

  @Test
  void a_start_that_fails_leaves_nothing_locked() throws Exception {
    assertThatThrownBy(
            () ->
                one.alone(
                    MOVE,
                    permit -> {
                      throw new IllegalStateException("does not come up");
                    }))
        .hasMessage("does not come up");

    assertThat(said(two, MOVE, "second")).isEqualTo("second");
  }

  @Test
  void a_node_whose_connection_is_gone_leaves_nothing_locked_and_starts_nothing_any_more()
      throws Exception {
    AtomicBoolean started = new AtomicBoolean();
    Future<String> first =
        threads.submit(
            () ->
                one.alone(
                    MOVE,
                    permit -> {
                      start(permit);
                      permit.demand();
                      started.set(true);
                      return "first";
                    }));
    begun.await();
    JdbcClient.create(database)
        .sql(
            "select pg_terminate_backend(pid) from pg_locks"
                + " where locktype = 'advisory' and database ="
                + " (select oid from pg_database where datname = current_database())")
        .query(Boolean.class)
        .list();

    assertThat(said(two, MOVE, "second")).isEqualTo("second");
    mayEnd.countDown();
    assertThatThrownBy(() -> first.get(10, TimeUnit.SECONDS))
        .cause()
        .matches(Failures::ourDatabaseIsAway, "counts as the database's failure, not the step's");
    assertThat(started).isFalse();
  }

  @Test
  void whoever_holds_the_lock_is_told_so_as_often_as_he_asks() throws Exception {
    String said =
        one.alone(
            MOVE,
            permit -> {
              permit.demand();
              permit.demand();
              return "started";
            });

    assertThat(said).isEqualTo("started");
  }

  @Test
  void each_start_has_a_higher_number_than_the_one_before() throws Exception {
    FencingToken first = one.alone(MOVE, Permit::token);
    FencingToken second = two.alone(MOVE, Permit::token);

    assertThat(second.name()).isEqualTo(first.name());
    assertThat(second.number()).isGreaterThan(first.number());
  }

  private static String said(StartLock lock, String move, String word) throws Exception {
    return lock.alone(move, permit -> word);
  }

  private String start(Permit permit) throws InterruptedException {
    begun.countDown();
    mayEnd.await();
    return "first";
  }

  /** The node that waits asks with a statement each time. */
  private final class Counting extends DelegatingDataSource {
    Counting() {
      super(database);
    }

    @Override
    public Connection getConnection() throws SQLException {
      Connection connection = super.getConnection();
      return (Connection)
          Proxy.newProxyInstance(
              Connection.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("prepareStatement")) {
                  asked.incrementAndGet();
                }
                return method.invoke(connection, arguments);
              });
    }
  }
}
