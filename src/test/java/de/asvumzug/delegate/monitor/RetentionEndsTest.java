package de.asvumzug.delegate.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.support.OwnTables;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** When a retention is over, by the history of a real engine. */
class RetentionEndsTest {
  private static final Period MONTH = Period.ofMonths(1);
  private static ProcessEngine engine;
  private static RetentionEnds ends;
  private static int number;

  private final String move = "U-2026-" + (++number);

  @BeforeAll
  static void deploy() {
    DataSource database = OwnTables.fresh();
    SpringProcessEngineConfiguration configuration = new SpringProcessEngineConfiguration();
    configuration.setProcessEngineName("retention");
    configuration.setDataSource(database);
    configuration.setTransactionManager(new DataSourceTransactionManager(database));
    configuration.setDatabaseSchemaUpdate("true");
    configuration.setJobExecutorActivate(false);
    configuration.setHistory("full");
    configuration.setBeans(Map.of());
    engine = configuration.buildProcessEngine();
    engine
        .getRepositoryService()
        .createDeployment()
        .addModelInstance(
            "asv-migration.bpmn",
            Bpmn.createExecutableProcess("asv-migration")
                .camundaHistoryTimeToLive(30)
                .startEvent()
                .userTask("work")
                .exclusiveGateway()
                .condition("accepted", "${accepted}")
                .userTask("waitForRetention")
                .endEvent()
                .moveToLastGateway()
                .condition("taken back", "${!accepted}")
                .endEvent()
                .done())
        .addModelInstance(
            "incident.bpmn",
            Bpmn.createExecutableProcess("incident")
                .camundaHistoryTimeToLive(30)
                .startEvent()
                .userTask("handleIncident")
                .endEvent()
                .done())
        .deploy();
    ends = new RetentionEnds(engine.getHistoryService());
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @Test
  void a_move_that_runs_keeps_its_words() {
    start("asv-migration");

    assertThat(ends.of(move, MONTH)).isEmpty();
  }

  @Test
  void an_accepted_move_keeps_them_while_it_waits_for_the_retention() {
    start("asv-migration");
    complete("work", true);

    assertThat(ends.of(move, MONTH)).isEmpty();
  }

  @Test
  void an_accepted_move_ends_with_its_retention() {
    start("asv-migration");
    complete("work", true);
    complete("waitForRetention", true);

    assertThat(ends.of(move, MONTH)).contains(ended());
  }

  @Test
  void for_a_move_that_was_taken_back_the_retention_begins_with_its_end() {
    start("asv-migration");
    complete("work", false);

    assertThat(ends.of(move, Duration.ofDays(2))).contains(ended().plus(Duration.ofDays(2)));
  }

  @Test
  void a_retention_of_months_follows_the_calendar() {
    start("asv-migration");
    complete("work", false);

    assertThat(ends.of(move, MONTH).orElseThrow())
        .isBetween(ended().plus(Duration.ofDays(27)), ended().plus(Duration.ofDays(32)));
  }

  @Test
  void an_incident_that_is_still_open_keeps_the_words() {
    start("asv-migration");
    start("incident");
    complete("work", false);

    assertThat(ends.of(move, Duration.ZERO)).isEmpty();
  }

  @Test
  void of_a_move_that_the_engine_does_not_know_nothing_is_said() {
    assertThat(ends.of("U-2026-9999", Duration.ZERO)).isEqualTo(Optional.empty());
  }

  private void start(String process) {
    engine.getRuntimeService().startProcessInstanceByKey(process, move);
  }

  private void complete(String element, boolean accepted) {
    String task =
        engine
            .getTaskService()
            .createTaskQuery()
            .processInstanceBusinessKey(move)
            .taskDefinitionKey(element)
            .singleResult()
            .getId();
    engine.getTaskService().complete(task, Map.of("accepted", accepted));
  }

  private Instant ended() {
    HistoricProcessInstance instance =
        engine
            .getHistoryService()
            .createHistoricProcessInstanceQuery()
            .processInstanceBusinessKey(move)
            .singleResult();
    return instance.getEndTime().toInstant();
  }
}
