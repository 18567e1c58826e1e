package de.asvumzug.web.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import de.asvumzug.delegate.engine.Schools;
import de.asvumzug.host.secret.KnownSecrets;
import de.asvumzug.plan.PlanStore;
import de.asvumzug.step.TaskRouting;
import de.asvumzug.step.incident.AbortMessage;
import de.asvumzug.trail.Redaction;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.web.engine.EngineMoveHistory;
import de.asvumzug.web.engine.EngineStandings;
import de.asvumzug.web.move.StepReadModel;
import de.asvumzug.web.move.Turn;
import de.asvumzug.web.move.WaitingForSite;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The overview follows a move of a real engine, and says what the move's own page says. */
class OverviewStatesTest {
  private static final PlanStore STORE = new PlanStore();
  private static ProcessEngine engine;
  private static EngineMoveHistory history;
  private static OverviewFixture overview;
  private static OverviewMonitor node;

  @BeforeAll
  static void deploy() {
    SpringProcessEngineConfiguration configuration = new SpringProcessEngineConfiguration();
    configuration.setProcessEngineName("overview");
    configuration.setDataSource(STORE.dataSource);
    configuration.setTransactionManager(STORE.transactionManager);
    configuration.setDatabaseSchemaUpdate("true");
    configuration.setJobExecutorActivate(false);
    configuration.setHistory("full");
    configuration.setBeans(Map.of("schools", new Schools(STORE.migrations)));
    engine = configuration.buildProcessEngine();
    engine
        .getRepositoryService()
        .createDeployment()
        .addClasspathResource("web/probe.bpmn")
        .addModelInstance(
            "incident.bpmn",
            Bpmn.createExecutableProcess("incident")
                .camundaHistoryTimeToLive(1)
                .startEvent()
                .userTask("decideIncident")
                .name("Störung entscheiden")
                .camundaCandidateGroups("technik")
                .endEvent()
                .done())
        .addModelInstance(
            "returned.bpmn",
            Bpmn.createExecutableProcess("machine-returned")
                .camundaHistoryTimeToLive(1)
                .startEvent()
                .userTask("secureMachine")
                .name("Maschine sichern")
                .camundaCandidateGroups("technik")
                .endEvent()
                .done())
        .deploy();
    history =
        new EngineMoveHistory(
            engine.getHistoryService(),
            engine.getRuntimeService(),
            new StepReadModel(STORE.jdbc),
            new WaitingForSite(mock(TaskRouting.class), engine.getExternalTaskService()),
            new EngineStandings(
                engine.getHistoryService(), engine.getRuntimeService(), engine.getTaskService()));
    overview = new OverviewFixture(STORE, history);
    node = overview.node();
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  private static String started() {
    String id = STORE.acceptGoodPlan().id();
    start("asv-migration", id);
    return id;
  }

  private static void start(String model, String id) {
    engine.getRuntimeService().startProcessInstanceByKey(model, id, Map.of("migrationId", id));
  }

  /** As the page shows it once the act's line is written. */
  private static MoveOverview after(String id) {
    overview.line(id, TrailKind.STEP_STARTED);
    node.look();
    MoveOverview row = overview.row(id);
    assertThat(row.status()).as("the same as the move's page").isEqualTo(history.status(id));
    List<Turn> turns = Turn.of(STORE.migrations.get(id), history.steps(id));
    assertThat(row.turns()).isEqualTo(turns.size());
    if (!turns.isEmpty()) {
      assertThat(row.turn().whom()).isEqualTo(turns.get(0).whom());
      assertThat(row.turn().since()).isEqualTo(turns.get(0).since());
    }
    return row;
  }

  private static void complete(String id) {
    for (Task task :
        engine.getTaskService().createTaskQuery().processInstanceBusinessKey(id).list()) {
      engine.getTaskService().complete(task.getId());
    }
  }

  private static void abort(String id) {
    new AbortMessage(engine.getRuntimeService(), new Redaction(new KnownSecrets()))
        .send(id, "Leitung gestört", "technik");
  }

  @Test
  void a_plan_whose_process_has_not_begun_is_not_started() {
    assertThat(after(STORE.acceptGoodPlan().id()).mark()).isEqualTo(OverviewMark.NOT_STARTED);
  }

  @Test
  void a_move_that_waits_for_its_schools_names_the_first_and_counts_them() {
    MoveOverview row = after(started());

    assertThat(row.mark()).isEqualTo(OverviewMark.WAITING);
    assertThat(row.turn().whom()).startsWith("Schule 000");
    assertThat(row.turn().what()).isEqualTo("Berichte exportieren");
    assertThat(row.turns()).isEqualTo(2);
  }

  @Test
  void a_move_in_trouble_says_so_until_it_is_decided() {
    String id = started();
    start("incident", id);
    assertThat(after(id).mark()).isEqualTo(OverviewMark.TROUBLE);

    Task task =
        engine
            .getTaskService()
            .createTaskQuery()
            .processInstanceBusinessKey(id)
            .taskDefinitionKey("decideIncident")
            .singleResult();
    engine.getTaskService().complete(task.getId());
    assertThat(after(id).mark()).isEqualTo(OverviewMark.WAITING);
  }

  @Test
  void a_move_that_is_given_up_goes_back_and_is_aborted_at_the_end() {
    String id = started();
    abort(id);
    assertThat(after(id).mark()).isEqualTo(OverviewMark.ROLLING_BACK);

    complete(id);
    MoveOverview row = after(id);
    assertThat(row.mark()).isEqualTo(OverviewMark.ABORTED);
    assertThat(row.turn()).isNull();
    assertThat(row.open()).isFalse();
  }

  @Test
  void a_move_that_is_through_is_done() {
    String id = started();
    complete(id);

    assertThat(after(id).mark()).isEqualTo(OverviewMark.DONE);
  }

  @Test
  void a_machine_that_comes_back_after_the_end_has_the_move_read_again_and_names_who_is_next() {
    String id = started();
    complete(id);
    after(id);

    start("machine-returned", id);
    overview.line(id, TrailKind.INCIDENT_OPENED);
    overview.leaseIsOver();
    overview.node().look();

    assertThat(overview.row(id).turn().what()).isEqualTo("Maschine sichern");
    overview.leaseIsOver();
  }
}
