package de.asvumzug.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import de.asvumzug.delegate.engine.Schools;
import de.asvumzug.host.secret.KnownSecrets;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.PlanFixture;
import de.asvumzug.plan.PlanStore;
import de.asvumzug.plan.Route;
import de.asvumzug.plan.RouteDecision;
import de.asvumzug.plan.Scope;
import de.asvumzug.plan.Variant;
import de.asvumzug.plan.intake.OpenMoves;
import de.asvumzug.step.incident.AbortMessage;
import de.asvumzug.step.incident.IncidentDecisions;
import de.asvumzug.trail.Redaction;
import de.asvumzug.web.engine.EngineMigrationStarter;
import de.asvumzug.web.engine.EngineMoveAborter;
import de.asvumzug.web.engine.EngineMoveHistory;
import de.asvumzug.web.engine.EngineOpenMoves;
import de.asvumzug.web.engine.EngineRouteDecision;
import de.asvumzug.web.engine.EngineStandings;
import de.asvumzug.web.move.MoveState;
import de.asvumzug.web.move.MoveStatus;
import de.asvumzug.web.move.StepReadModel;
import de.asvumzug.web.move.StepView;
import de.asvumzug.web.move.WaitingForSite;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The ports to the engine, on a real engine that shares our PostgreSQL and its transactions. */
class EnginePortsTest {
  private static final PlanStore STORE = new PlanStore();
  private static ProcessEngine engine;
  private static EngineMoveHistory history;
  private static EngineMigrationStarter starter;
  private static EngineMoveAborter aborter;

  @BeforeAll
  static void deploy() {
    SpringProcessEngineConfiguration configuration = new SpringProcessEngineConfiguration();
    configuration.setProcessEngineName("ports");
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
        .addClasspathResource("web/probe.dmn")
        .addClasspathResource("machine-returned.bpmn")
        .addClasspathResource("clear-remains.bpmn")
        .deploy();
    history =
        new EngineMoveHistory(
            engine.getHistoryService(),
            engine.getRuntimeService(),
            new StepReadModel(STORE.jdbc),
            new WaitingForSite(
                org.mockito.Mockito.mock(de.asvumzug.step.TaskRouting.class),
                engine.getExternalTaskService()),
            new EngineStandings(
                engine.getHistoryService(), engine.getRuntimeService(), engine.getTaskService()));
    starter = new EngineMigrationStarter(engine.getRuntimeService());
    aborter =
        new EngineMoveAborter(
            new AbortMessage(engine.getRuntimeService(), new Redaction(new KnownSecrets())));
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  private static String startedMove() {
    Migration plan = STORE.acceptGoodPlan();
    engine
        .getRuntimeService()
        .createProcessInstanceByKey("asv-migration")
        .businessKey(plan.id())
        .setVariable("migrationId", plan.id())
        .execute();
    return plan.id();
  }

  private static List<Task> tasks(String id) {
    return engine.getTaskService().createTaskQuery().processInstanceBusinessKey(id).list();
  }

  @Test
  void counts_a_started_move_as_open_until_it_has_ended() {
    EngineOpenMoves open = new EngineOpenMoves(engine.getRuntimeService());
    String id = startedMove();

    assertThat(open.list()).contains(new OpenMoves.OpenMove(id, false));

    engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(id)
        .rootProcessInstances()
        .list()
        .forEach(
            move ->
                engine
                    .getRuntimeService()
                    .deleteProcessInstanceIfExists(
                        move.getId(), "test", false, true, false, false));
    assertThat(open.list()).extracting(OpenMoves.OpenMove::id).doesNotContain(id);
  }

  @Test
  void a_machine_that_has_come_back_is_not_free_for_another_move_before_it_is_secured() {
    EngineOpenMoves open = new EngineOpenMoves(engine.getRuntimeService());
    String id = STORE.acceptGoodPlan().id();
    assertThat(open.list()).extracting(OpenMoves.OpenMove::id).doesNotContain(id);

    String returned =
        engine
            .getRuntimeService()
            .startProcessInstanceByKey(
                "machine-returned", id, Map.of("migrationId", id, "installTarget", true))
            .getId();
    try {
      assertThat(open.list()).contains(new OpenMoves.OpenMove(id, false));
    } finally {
      engine
          .getRuntimeService()
          .deleteProcessInstanceIfExists(returned, "test", false, true, false, false);
    }
  }

  @Test
  void rolls_the_plan_back_together_with_its_process() {
    String id =
        STORE.transaction.execute(
            status -> {
              Migration plan = STORE.intake.accept(PlanFixture.goodPlan(), "technik");
              starter.start(plan.id());
              status.setRollbackOnly();
              return plan.id();
            });

    assertThat(STORE.migrations.find(id)).isEmpty();
    assertThat(history.status(id).state()).isEqualTo(MoveState.NOT_STARTED);
  }

  @Test
  void shows_the_phase_and_the_steps_of_called_models_with_their_school() {
    String id = startedMove();

    assertThat(history.status(id))
        .extracting(MoveStatus::state, MoveStatus::phase)
        .containsExactly(MoveState.RUNNING, "Sicherung");
    assertThat(history.steps(id))
        .filteredOn(StepView::work)
        .extracting(StepView::model, StepView::element, StepView::school, StepView::state)
        .containsExactlyInAnyOrder(
            tuple("backup", "exportReports", "0001", StepView.State.RUNNING),
            tuple("backup", "exportReports", "0002", StepView.State.RUNNING));
  }

  @Test
  void what_waits_for_people_says_for_whom_and_never_that_it_runs() {
    String id = startedMove();

    assertThat(history.steps(id))
        .filteredOn(StepView::work)
        .extracting(step -> step.standing().label())
        .containsExactlyInAnyOrder("wartet auf Schule 0001", "wartet auf Schule 0002");
    assertThat(history.status(id).label()).isEqualTo("wartet auf Schule 0001, Schule 0002");

    engine.getTaskService().setAssignee(tasks(id).get(0).getId(), "schule-erika");
    assertThat(history.steps(id))
        .filteredOn(StepView::work)
        .extracting(step -> step.standing().label())
        .anyMatch(label -> label.endsWith("(schule-erika)"));
  }

  @Test
  void a_failed_step_has_failed_and_a_skipped_one_was_skipped() {
    String id = STORE.acceptGoodPlan().id();
    engine
        .getRepositoryService()
        .createDeployment()
        .addModelInstance(
            "one-step.bpmn",
            Bpmn.createExecutableProcess("oneStep")
                .camundaHistoryTimeToLive(1)
                .startEvent()
                .serviceTask("updateClients")
                .camundaExternalTask("updateClients")
                .endEvent()
                .done())
        .deploy();
    String instance = engine.getRuntimeService().startProcessInstanceByKey("oneStep", id).getId();
    ExternalTaskService steps = engine.getExternalTaskService();
    assertThat(standing(id)).isEqualTo("läuft");

    String step =
        steps.fetchAndLock(1, "w").topic("updateClients", 60_000).execute().get(0).getId();
    steps.handleFailure(step, "w", "Platte voll", 0, 0);
    assertThat(standing(id)).isEqualTo("fehlgeschlagen");

    steps.setRetries(step, 3);
    assertThat(standing(id)).isEqualTo("läuft");
    steps.lock(step, IncidentDecisions.SKIPPER, 10_000);
    steps.complete(step, IncidentDecisions.SKIPPER);
    assertThat(standing(id)).isEqualTo("übersprungen");
    assertThat(
            engine
                .getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceId(instance)
                .count())
        .isZero();
  }

  private static String standing(String migrationId) {
    return history.steps(migrationId).stream()
        .filter(step -> step.element().equals("updateClients"))
        .map(step -> step.standing().label())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_secret_typed_as_the_reason_of_an_abort_is_not_kept() {
    String id = startedMove();

    aborter.abort(id, "Anmeldung mit password=geheim77 geht nicht", "technik");

    assertThat(
            engine
                .getHistoryService()
                .createHistoricVariableInstanceQuery()
                .variableName("abortReason")
                .list())
        .isNotEmpty()
        .allSatisfy(kept -> assertThat(kept.getValue().toString()).doesNotContain("geheim77"));
  }

  @Test
  void gives_up_once_and_rolls_back() {
    String id = startedMove();

    boolean first = aborter.abort(id, "Leitung gestört", "technik");
    boolean second = aborter.abort(id, "Leitung gestört", "technik");

    assertThat(first).isTrue();
    assertThat(second).isFalse();
    assertThat(history.status(id).state()).isEqualTo(MoveState.ROLLING_BACK);
    assertThat(history.steps(id))
        .filteredOn(step -> step.element().equals("exportReports"))
        .extracting(StepView::state)
        .containsOnly(StepView.State.CANCELLED);
  }

  @Test
  void knows_an_aborted_move_from_one_that_is_done() {
    String aborted = startedMove();
    aborter.abort(aborted, "Leitung gestört", "technik");
    String done = startedMove();

    tasks(aborted).forEach(task -> engine.getTaskService().complete(task.getId()));
    tasks(done).forEach(task -> engine.getTaskService().complete(task.getId()));

    assertThat(history.status(aborted).state()).isEqualTo(MoveState.ABORTED);
    assertThat(history.status(done).state()).isEqualTo(MoveState.DONE);
    assertThat(history.status(done).phase()).isNull();
  }

  private static RouteDecision.Answer decide(Scope scope, boolean sourceServesOthers) {
    return new EngineRouteDecision(engine.getDecisionService())
        .decide(
            new RouteDecision.Question(
                scope, Variant.ENTERPRISE, Variant.ENTERPRISE, false, sourceServesOthers, false));
  }

  @Test
  void asks_the_rule_table_for_the_way() {
    assertThat(decide(Scope.ALL, false))
        .isEqualTo(new RouteDecision.Answer(Route.FULL, true, false, false, ""));
  }

  @Test
  void knows_every_way_of_the_rule_table() {
    assertThat(decide(Scope.SOME, false).route()).isEqualTo(Route.TENANTS);
  }

  @Test
  void hands_the_rule_tables_refusal_on() {
    assertThat(decide(Scope.ALL, true))
        .satisfies(answer -> assertThat(answer.refused()).isTrue())
        .satisfies(answer -> assertThat(answer.refusal()).isEqualTo("Widerspruch"));
  }

  @Test
  void takes_a_case_without_a_rule_as_refused() {
    assertThat(decide(Scope.SOME, true).refused()).isTrue();
  }
}
