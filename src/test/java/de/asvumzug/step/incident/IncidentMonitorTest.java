package de.asvumzug.step.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockingDetails;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import de.asvumzug.notify.Mails;
import de.asvumzug.notify.MigrationFixture;
import de.asvumzug.support.EngineOnTables;
import de.asvumzug.support.OwnTables;
import de.asvumzug.trail.AuditTrailFixture;
import de.asvumzug.trail.TrailKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.IncidentQuery;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Two nodes look for incidents while steps fail and people decide: each incident is announced once
 * and stays open until the engine has let go of it. On a real engine and a real database.
 */
class IncidentMonitorTest {
  private static final String STEP = "backupDatabase";

  private static DataSource database;
  private static TransactionTemplate transaction;
  private static ProcessEngine engine;
  private static AuditTrailFixture kit;

  private final JdbcClient jdbc = JdbcClient.create(database);
  private final Mails mails = mock(Mails.class);
  private final WorkingServers servers = mock(WorkingServers.class);
  private String instance;

  @BeforeAll
  static void startEngine() {
    database = OwnTables.fresh();
    kit = new AuditTrailFixture(database);
    DataSourceTransactionManager manager = new DataSourceTransactionManager(database);
    transaction = new TransactionTemplate(manager);
    engine = EngineOnTables.start("incident-watcher-test", database, manager);
    engine
        .getRepositoryService()
        .createDeployment()
        .addModelInstance(
            "move.bpmn",
            Bpmn.createExecutableProcess("move")
                .startEvent()
                .serviceTask(STEP)
                .camundaExternalTask(STEP)
                .endEvent()
                .done())
        .addModelInstance(
            "incident.bpmn",
            Bpmn.createExecutableProcess("incident")
                .startEvent()
                .userTask("handleIncident")
                .endEvent()
                .done())
        .deploy();
  }

  @BeforeEach
  void schoolsCanWork() {
    when(servers.now(MigrationFixture.ID)).thenReturn(WorkingServer.OLD);
  }

  @AfterAll
  static void stopEngine() {
    engine.close();
  }

  @AfterEach
  void clear() {
    engine.getRuntimeService().createProcessInstanceQuery().rootProcessInstances().list().stream()
        .forEach(one -> engine.getRuntimeService().deleteProcessInstance(one.getId(), "end"));
    jdbc.sql("delete from umzug.incident").update();
  }

  @Test
  void whatever_two_nodes_do_in_turn_a_step_that_fails_is_open_once_until_it_is_decided()
      throws Exception {
    for (String order : ordersOfTwo("AAABBBF")) {
      play(order);
      assertThat(openIncidents()).as(order).isEqualTo(1);
      assertThat(handlers()).as(order).isEqualTo(1);
      assertThat(mockingDetails(mails).getInvocations()).as(order + ": mails").hasSize(1);
      clear();
      clearInvocations(mails);
    }
  }

  @Test
  void whatever_two_nodes_do_in_turn_an_incident_that_the_engine_lets_go_leaves_nothing_open()
      throws Exception {
    for (String order : ordersOfTwo("AABBFR")) {
      if (order.indexOf('F') > order.indexOf('R')) {
        continue; // nothing to let go of yet
      }
      play(order);
      assertThat(openIncidents()).as(order).isZero();
      assertThat(handlers()).as(order).isZero();
      assertThat(mockingDetails(mails).getInvocations())
          .as(order + ": mails")
          .hasSizeLessThanOrEqualTo(1);
      clear();
      clearInvocations(mails);
    }
  }

  @ParameterizedTest
  @CsvSource({"OLD,false", "NEW,false", "NONE,true", "LOCKED,true", "OLD_STARTS,true"})
  void schools_are_told_only_if_it_keeps_them_from_their_work(WorkingServer server, boolean told) {
    when(servers.now(MigrationFixture.ID)).thenReturn(server);
    begin();
    fail();

    watcher(() -> {}).look();

    verify(mails, times(told ? 1 : 0)).heldUp(any());
    verify(mails).trouble(any(), eq(STEP), any(), any());
  }

  @Test
  void one_that_was_counted_as_closed_while_the_engine_has_it_is_announced_again() {
    begin();
    fail();
    IncidentMonitor watcher = watcher(() -> {});
    watcher.look();
    long before = announcements();
    jdbc.sql("update umzug.incident set closed_at = now()").update();

    watcher.look();

    assertThat(openIncidents()).isEqualTo(1);
    assertThat(announcements()).isEqualTo(before + 1);
  }

  /** A and B go on to their next reading or transaction; F: the step fails, R: it is retried. */
  private void play(String order) throws Exception {
    begin();
    List<Player> nodes = List.of(new Player(), new Player());
    nodes.forEach(Player::start);
    for (char turn : order.toCharArray()) {
      switch (turn) {
        case 'F' -> fail();
        case 'R' -> retry();
        default -> nodes.get(turn - 'A').turn();
      }
    }
    for (Player node : nodes) {
      node.finish();
    }
    watcher(() -> {}).look();
    watcher(() -> {}).look();
  }

  private void begin() {
    instance =
        engine
            .getRuntimeService()
            .startProcessInstanceByKey(
                "move", MigrationFixture.ID, Map.of("migrationId", MigrationFixture.ID))
            .getId();
  }

  private void fail() {
    LockedExternalTask task =
        engine
            .getExternalTaskService()
            .fetchAndLock(1, "test")
            .topic(STEP, 60_000)
            .execute()
            .get(0);
    engine.getExternalTaskService().handleFailure(task.getId(), "test", "Platte voll", 0, 0);
    engine.getExternalTaskService().unlock(task.getId());
  }

  /** By somebody who does not ask us, such as an administrator in the engine's own pages. */
  private void retry() {
    Incident incident =
        engine.getRuntimeService().createIncidentQuery().processInstanceId(instance).singleResult();
    engine.getExternalTaskService().setRetries(incident.getConfiguration(), 3);
  }

  private IncidentMonitor watcher(Runnable beforeEach) {
    RuntimeService runtime = spy(engine.getRuntimeService());
    doAnswer(
            call -> {
              IncidentQuery query = spy((IncidentQuery) call.callRealMethod());
              doAnswer(
                      list -> {
                        beforeEach.run();
                        return list.callRealMethod();
                      })
                  .when(query)
                  .list();
              return query;
            })
        .when(runtime)
        .createIncidentQuery();
    IncidentRepository store = spy(new IncidentRepository(jdbc));
    doAnswer(
            call -> {
              beforeEach.run();
              return call.callRealMethod();
            })
        .when(store)
        .open();
    TransactionTemplate gated =
        new TransactionTemplate(transaction.getTransactionManager()) {
          @Override
          public <T> T execute(TransactionCallback<T> action) throws TransactionException {
            beforeEach.run();
            return super.execute(action);
          }
        };
    return new IncidentMonitor(
        runtime,
        engine.getRepositoryService(),
        id -> MigrationFixture.of(),
        store,
        kit.trail,
        mails,
        servers,
        gated);
  }

  private long announcements() {
    return kit.reader.rows(MigrationFixture.ID).stream()
        .filter(row -> row.kind() == TrailKind.INCIDENT_OPENED)
        .count();
  }

  private long openIncidents() {
    return jdbc.sql("select count(*) from umzug.incident where closed_at is null")
        .query(Long.class)
        .single();
  }

  private long handlers() {
    return engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processDefinitionKey("incident")
        .count();
  }

  /** Every order in which A begins; the nodes are alike. */
  private static List<String> ordersOfTwo(String letters) {
    return orders(letters).stream().filter(one -> one.indexOf('A') < one.indexOf('B')).toList();
  }

  /** Every order of the letters, each once. */
  private static List<String> orders(String letters) {
    List<String> orders = new ArrayList<>();
    if (letters.isEmpty()) {
      return List.of("");
    }
    for (char first : letters.toCharArray()) {
      int at = letters.indexOf(first);
      for (String rest : orders(letters.substring(0, at) + letters.substring(at + 1))) {
        if (!orders.contains(first + rest)) {
          orders.add(first + rest);
        }
      }
    }
    return orders;
  }

  /** A node's watcher in a thread of its own that stands still before each thing that it does. */
  private final class Player {
    private final Semaphore mayGoOn = new Semaphore(0);
    private final Semaphore stands = new Semaphore(0);
    private final AtomicReference<Throwable> broken = new AtomicReference<>();
    private volatile boolean free;
    private volatile boolean ended;
    private final Thread thread = new Thread(this::look);

    void start() {
      thread.start();
      stands.acquireUninterruptibly();
    }

    private void look() {
      try {
        watcher(this::stand).look();
      } catch (Throwable e) {
        broken.set(e);
      } finally {
        ended = true;
        stands.release();
      }
    }

    private void stand() {
      if (!free) {
        stands.release();
        mayGoOn.acquireUninterruptibly();
      }
    }

    void turn() {
      if (!ended) {
        mayGoOn.release();
        stands.acquireUninterruptibly();
      }
    }

    void finish() throws Exception {
      free = true;
      mayGoOn.release();
      thread.join();
      assertThat(broken).hasValue(null);
    }
  }
}
