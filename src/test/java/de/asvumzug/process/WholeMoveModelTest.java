package de.asvumzug.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.complete;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.execute;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.externalTaskService;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.managementService;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.runtimeService;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.taskService;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.test.mock.Mocks;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All models play together: the phases call each other and hand the decisions on. */
class WholeMoveModelTest extends ModelTest {
  /** Coverage is asserted model by model elsewhere; here it is the calls that count. */
  @RegisterExtension
  static final ProcessEngineCoverageExtension ENGINE =
      (ProcessEngineCoverageExtension)
          ProcessEngineCoverageExtension.builder("model-tests.cfg.xml").build();

  private static final Set<String> SYSTEM =
      Set.of(
          "sendInvitations",
          "announceDayBefore",
          "announceStart",
          "announceDone",
          "notifyCancellation",
          "notifyRollback");

  /** What steps and people answer. */
  private static final Map<String, Map<String, Object>> ANSWERS =
      Map.ofEntries(
          Map.entry("checkSource", Map.of("sourceFindings", 0)),
          Map.entry("checkTarget", Map.of("targetFindings", 0)),
          Map.entry("checkRegularBackup", Map.of("backupFindings", 0)),
          Map.entry("checkCentralSystem", Map.of("centralSystemFindings", 0)),
          Map.entry("restoreDatabase", Map.of("structure", "OLDER")),
          Map.entry("confirmSysLogin", Map.of("loginWorks", true)),
          Map.entry("confirmOriginalLogin", Map.of("loginWorks", true)),
          Map.entry("confirmSourceLogin", Map.of("loginWorks", true)),
          Map.entry("acceptMigration", Map.of("accepted", true)));

  private final List<String> steps = new ArrayList<>();

  WholeMoveModelTest() {
    super(ENGINE, ProcessModels.files(), List.of());
  }

  @BeforeEach
  void everybodyAgrees() {
    when(schedule.agreed(any())).thenReturn(true);
    when(acceptance.allFine(any())).thenReturn(true);
    JavaDelegate nothing = execution -> {};
    SYSTEM.forEach(element -> Mocks.register(element + "Delegate", nothing));
  }

  @Test
  void a_whole_server_passes_the_steps_of_the_guide_in_order() {
    plan("ALL", false, false);
    ProcessInstance move = start("asv-migration", Map.of());

    playUntil("deleteTransferredCopies");

    assertThat(move).isEnded();
    assertThat(steps)
        .containsSubsequence(
            "agreeSchedule",
            "confirmPreparation",
            "releaseCutover",
            "stopSource",
            "guardSource",
            "fingerprintSource",
            "backupDatabase",
            "backupConfiguration",
            "verifyBackup",
            "transferBackup",
            "installServer",
            "verifyInstallation",
            "installTestClient",
            "setUpServices",
            "startTarget",
            "confirmSysLogin",
            "guardSource",
            "stopTarget",
            "restoreDatabase",
            "restoreConfiguration",
            "compareFingerprints",
            "runUpdateInstaller",
            "startTarget",
            "confirmOriginalLogin",
            "startUpdateService",
            "guardSource",
            "checkRegularBackup",
            "checkCentralSystem",
            "updateClients",
            "refreshApplicationData",
            "recheckData",
            "acceptMigration",
            "deleteTransferredCopies");
  }

  @Test
  void schools_moving_into_a_used_server_pass_the_tenant_steps_by_hand_unless_told_otherwise() {
    plan("SOME", true, true);
    ProcessInstance move = start("asv-migration", Map.of());

    playUntil("deleteTransferredCopies");

    assertThat(move).isEnded();
    assertThat(steps)
        .containsSubsequence(
            "approveMove",
            "exportReports",
            "backupTenantManually",
            "transferBackup",
            "backupTarget",
            "restoreTenantManually",
            "checkTenant",
            "completeTenantData",
            "deleteTenantOnSource",
            "acceptMigration")
        .doesNotContain("installServer", "restoreDatabase", "stopTarget");
  }

  @Test
  void a_plan_that_the_rule_table_refuses_ends_the_whole_move() {
    plan("SOME", false, false);
    ProcessInstance move = start("asv-migration", Map.of());

    playUntil("nothing");

    assertThat(move).isEnded().hasPassed("planRefusedEnd");
    assertThat(steps).isEmpty();
  }

  @Test
  void an_abort_in_the_middle_of_a_phase_takes_its_open_step_back() {
    plan("ALL", false, false);
    ProcessInstance move = start("asv-migration", Map.of());
    playUntil("restoreDatabase");
    steps.clear();

    runtimeService()
        .createMessageCorrelation("AbortMigration")
        .processInstanceBusinessKey(MOVE)
        .correlate();
    playUntil("nothing");

    assertThat(move).isEnded().hasPassed("migrationRolledBack");
    assertThat(steps)
        .containsExactly("stopTarget", "guardTarget", "startSource", "confirmSourceLogin");
  }

  private void plan(String scope, boolean targetInUse, boolean sourceServesOthers) {
    Map<String, Object> plan = new HashMap<>();
    plan.put("windowStart", new Date());
    plan.put("dayBefore", new Date());
    plan.put("retention", "P30D");
    plan.put("scope", scope);
    plan.put("sourceVariant", "ENTERPRISE");
    plan.put("targetVariant", "ENTERPRISE");
    plan.put("targetInUse", targetInUse);
    plan.put("sourceServesOthers", sourceServesOthers);
    plan.put("regionalCentral", sourceServesOthers);
    for (String option :
        List.of("testClient", "setUpServices", "updateService", "addressChanges")) {
      plan.put(option, true);
    }
    for (String mode : List.of("installServer", "installTestClient", "runUpdateInstaller")) {
      plan.put(mode + "Mode", "AUTOMATIC");
    }
    plan.put("updateClientsMode", "AUTOMATIC");
    JavaDelegate loadPlan = execution -> execution.setVariables(plan);
    Mocks.register("loadPlanDelegate", loadPlan);
  }

  /** Everybody does what is next, until this step is done or nothing is left to do. */
  private void playUntil(String last) {
    while (!steps.contains(last)) {
      if (!playJob() && !playStep() && !playTask()) {
        return;
      }
    }
  }

  private boolean playJob() {
    List<Job> jobs = managementService().createJobQuery().withRetriesLeft().listPage(0, 1);
    jobs.forEach(job -> execute(job));
    return !jobs.isEmpty();
  }

  private boolean playStep() {
    List<ExternalTask> open = externalTaskService().createExternalTaskQuery().listPage(0, 1);
    for (ExternalTask step : open) {
      server(step.getTopicName(), ANSWERS.getOrDefault(step.getTopicName(), Map.of()));
      steps.add(step.getTopicName());
    }
    return !open.isEmpty();
  }

  private boolean playTask() {
    List<Task> open = taskService().createTaskQuery().listPage(0, 1);
    for (Task task : open) {
      complete(task, ANSWERS.getOrDefault(task.getTaskDefinitionKey(), Map.of()));
      steps.add(task.getTaskDefinitionKey());
    }
    return !open.isEmpty();
  }
}
