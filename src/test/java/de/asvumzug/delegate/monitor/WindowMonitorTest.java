package de.asvumzug.delegate.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import de.asvumzug.notify.MigrationFixture;
import de.asvumzug.step.incident.ExpectedEnds;
import de.asvumzug.support.EngineOnTables;
import de.asvumzug.support.OwnTables;
import de.asvumzug.trail.AuditTrail;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** When people are asked whether a move goes on beyond its window. On a real engine. */
class WindowMonitorTest {
  private static final String MOVE = MigrationFixture.ID;
  private static final Instant END = MigrationFixture.of().window().end();
  private static final Duration BEFORE = Duration.ofMinutes(30);

  private static ProcessEngine engine;
  private static TransactionTemplate transaction;

  private final ActiveMigrations moves = mock(ActiveMigrations.class);

  @BeforeAll
  static void startEngine() {
    DataSource database = OwnTables.fresh();
    DataSourceTransactionManager manager = new DataSourceTransactionManager(database);
    transaction = new TransactionTemplate(manager);
    engine = EngineOnTables.start("window-monitor-test", database, manager);
    engine
        .getRepositoryService()
        .createDeployment()
        .addModelInstance(
            "overrun.bpmn",
            Bpmn.createExecutableProcess("overrun")
                .startEvent()
                .userTask("decideOverrun")
                .endEvent()
                .done())
        .deploy();
  }

  @AfterAll
  static void stopEngine() {
    engine.close();
  }

  @BeforeEach
  void oneMoveInItsWindow() {
    when(moves.inWindow()).thenReturn(List.of(MOVE));
    when(moves.alone(anyString(), anyString())).thenReturn(true);
  }

  @AfterEach
  void clear() {
    engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .list()
        .forEach(one -> engine.getRuntimeService().deleteProcessInstance(one.getId(), "end"));
    engine
        .getHistoryService()
        .createHistoricProcessInstanceQuery()
        .list()
        .forEach(one -> engine.getHistoryService().deleteHistoricProcessInstance(one.getId()));
  }

  @Test
  void people_are_asked_in_time_and_once() {
    lookAt(END.minus(BEFORE).minusSeconds(1));
    assertThat(asked()).isEmpty();
    lookAt(END.minus(BEFORE));
    lookAt(END.plusSeconds(1));
    assertThat(asked()).hasSize(1);
  }

  @Test
  void they_are_asked_again_when_the_end_that_they_named_is_reached() {
    lookAt(END);
    Instant named = END.plus(Duration.ofHours(2));
    decide(Map.of(ExpectedEnds.END, Date.from(named)));

    lookAt(named.minusSeconds(1));
    assertThat(asked()).isEmpty();
    lookAt(named);
    assertThat(asked()).hasSize(1);
  }

  @Test
  void who_was_not_asked_for_an_end_is_not_asked_again() {
    lookAt(END);
    decide(Map.of());

    lookAt(END.plus(Duration.ofDays(1)));
    assertThat(asked()).isEmpty();
  }

  @Test
  void a_question_whose_move_is_over_is_withdrawn() {
    lookAt(END);
    when(moves.inWindow()).thenReturn(List.of());
    lookAt(END);
    assertThat(asked()).isEmpty();
  }

  private void lookAt(Instant time) {
    new WindowMonitor(
            moves,
            id -> MigrationFixture.of(),
            engine.getRuntimeService(),
            engine.getHistoryService(),
            new ExpectedEnds(engine.getHistoryService()),
            mock(AuditTrail.class),
            transaction,
            new WatchSettings(Duration.ofSeconds(30), 1, BEFORE),
            Clock.fixed(time, ZoneOffset.UTC))
        .look();
  }

  private static List<Task> asked() {
    return engine.getTaskService().createTaskQuery().taskDefinitionKey("decideOverrun").list();
  }

  private static void decide(Map<String, Object> answers) {
    engine.getTaskService().complete(asked().get(0).getId(), answers);
  }
}
