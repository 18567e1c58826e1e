package de.asvumzug.process;

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
import java.util.function.Supplier;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.test.mock.Mocks;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.BeforeEach;

/** Plays whole moves through all models: steps, people and timers answer as they must. */
abstract class MovePlays extends ModelTest {
  static final Set<String> SYSTEM =
      Set.of(
          "sendInvitations",
          "remindOfWindow",
          "announceDayBefore", // in older models
          "announceStart",
          "announceDone",
          "notifyCancellation",
          "announceRollback",
          "notifyRollback");

  /** What steps and people answer. */
  static final Map<String, Map<String, Object>> ANSWERS =
      Map.ofEntries(
          Map.entry("checkSource", Map.of("sourceFindings", 0)),
          Map.entry("checkTarget", Map.of("targetFindings", 0)),
          Map.entry("verifySource", Map.of("sourceChanges", 0)),
          Map.entry("checkRegularBackup", Map.of("backupFindings", 0)),
          Map.entry("checkCentralSystem", Map.of("centralSystemFindings", 0)),
          Map.entry("checkReachability", Map.of("reachabilityFindings", 0)),
          Map.entry("updateClients", Map.of("clientsOpen", 1)),
          Map.entry("checkTenantDeleted", Map.of("tenantsLeft", 0)),
          Map.entry("listRemains", Map.of("remains", 0)),
          Map.entry("restoreDatabase", Map.of("structure", "OLDER")),
          Map.entry("restoreDatabaseFolder", Map.of("structure", "OLDER")),
          Map.entry("adoptClone", Map.of("structure", "SAME")),
          Map.entry("confirmSysLogin", Map.of("loginWorks", true)),
          Map.entry("confirmOriginalLogin", Map.of("loginWorks", true)),
          Map.entry("confirmSourceLogin", Map.of("loginWorks", true)),
          Map.entry("acceptMigration", Map.of("accepted", true)));

  static final List<String> MODES =
      List.of(
          "installServerMode",
          "installTestClientMode",
          "runUpdateInstallerMode",
          "updateClientsMode",
          "backupTenantMode",
          "restoreTenantMode",
          "tenantAccessMode");

  static final Map<String, Supplier<Map<String, Object>>> ROUTES =
      Map.of(
          "whole server", MovePlays::wholeServer,
          "whole School server", MovePlays::wholeSchoolServer,
          "clone", MovePlays::cloned,
          "other variant", MovePlays::otherVariant,
          "out of a server in use", MovePlays::outOfServerInUse,
          "into a server in use", MovePlays::intoServerInUse,
          "between servers in use", MovePlays::betweenServersInUse);

  final List<String> steps = new ArrayList<>();

  MovePlays(ProcessEngineCoverageExtension engine, List<String> files) {
    super(engine, files, List.of());
  }

  @BeforeEach
  void everybodyAgrees() {
    when(schedule.agreed(any())).thenReturn(true);
    when(acceptance.allFine(any())).thenReturn(true);
    JavaDelegate nothing = execution -> {};
    SYSTEM.forEach(element -> Mocks.register(element + "Delegate", nothing));
    JavaDelegate once =
        execution ->
            execution.setVariable(
                "reminderAt", execution.hasVariable("reminderAt") ? null : new Date());
    Mocks.register("planReminderDelegate", once);
    JavaDelegate noneOpen = execution -> execution.setVariable("openFindings", 0);
    Mocks.register("weighFindingsDelegate", noneOpen);
  }

  static Map<String, Object> wholeServer() {
    return plan("ALL", "ENTERPRISE", "ENTERPRISE", false, false);
  }

  static Map<String, Object> wholeSchoolServer() {
    return plan("ALL", "SCHOOL", "SCHOOL", false, false);
  }

  static Map<String, Object> cloned() {
    Map<String, Object> plan = plan("ALL", "SCHOOL", "ENTERPRISE", false, false);
    plan.put("cloneTool", true);
    return plan;
  }

  static Map<String, Object> otherVariant() {
    return plan("ALL", "ENTERPRISE", "SCHOOL", false, false);
  }

  static Map<String, Object> outOfServerInUse() {
    return plan("SOME", "ENTERPRISE", "SCHOOL", false, true);
  }

  static Map<String, Object> intoServerInUse() {
    return plan("ALL", "SCHOOL", "ENTERPRISE", true, false);
  }

  static Map<String, Object> betweenServersInUse() {
    return plan("SOME", "ENTERPRISE", "ENTERPRISE", true, true);
  }

  static Map<String, Object> plan(
      String scope, String source, String target, boolean targetInUse, boolean servesOthers) {
    Map<String, Object> plan = new HashMap<>();
    plan.put("windowStart", new Date());
    plan.put("dayBefore", new Date());
    plan.put("retention", "P30D");
    plan.put("scope", scope);
    plan.put("sourceVariant", source);
    plan.put("targetVariant", target);
    plan.put("targetInUse", targetInUse);
    plan.put("sourceServesOthers", servesOthers);
    plan.put("cloneTool", false);
    plan.put("regionalCentral", targetInUse || servesOthers);
    for (String option :
        List.of("testClient", "setUpServices", "updateService", "addressChanges")) {
      plan.put(option, true);
    }
    MODES.forEach(mode -> plan.put(mode, "AUTOMATIC"));
    return plan;
  }

  static void byHand(Map<String, Object> plan) {
    MODES.forEach(mode -> plan.put(mode, "MANUAL"));
  }

  /** Everybody does what is next, until this step is done or nothing is left to do. */
  void playUntil(String last) {
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

  ProcessInstance moveOf(Map<String, Object> plan) {
    JavaDelegate loadPlan = execution -> execution.setVariables(plan);
    Mocks.register("loadPlanDelegate", loadPlan);
    return start("asv-migration", Map.of());
  }

  void abort() {
    steps.clear();
    runtimeService()
        .createMessageCorrelation("AbortMigration")
        .processInstanceBusinessKey(MOVE)
        .correlate();
    playUntil("nothing");
  }
}
