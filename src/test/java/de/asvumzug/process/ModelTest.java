package de.asvumzug.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.complete;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.execute;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.externalTaskService;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.historyService;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.managementService;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.repositoryService;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.runtimeService;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.taskService;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import de.asvumzug.delegate.engine.Acceptance;
import de.asvumzug.delegate.engine.Schedule;
import de.asvumzug.delegate.engine.Schools;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests;
import org.camunda.bpm.engine.test.mock.Mocks;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Plays a model on an engine in memory: the test is the server's worker ({@link #server}), the
 * people ({@link #person}) and the job executor ({@link #system}, {@link #timeIsUp}).
 */
abstract class ModelTest {
  static final String MOVE = "U-2026-0001";
  static final String SCHOOL_A = "0001";
  static final String SCHOOL_B = "0002";
  static final String TECHNIK = "technik";
  static final String BETREIBER = "betreiber";
  static final String IT_MANAGEMENT = "it-management";

  /**
   * Of the test class that runs: all its tests play the same models, and to read them takes long.
   */
  private static String deployment;

  final Schools schools = mock(Schools.class);
  final Schedule schedule = mock(Schedule.class);
  final Acceptance acceptance = mock(Acceptance.class);

  private final ProcessEngineCoverageExtension engine;
  private final List<String> files;
  private final List<String> standIns;
  private final Map<String, List<Object>> doneForSchools = new HashMap<>();

  /**
   * @param standIns keys of called processes that are played by one task {@code in-<key>} each
   */
  ModelTest(ProcessEngineCoverageExtension engine, List<String> files, List<String> standIns) {
    this.engine = engine;
    this.files = files;
    this.standIns = standIns;
  }

  ModelTest(ProcessEngineCoverageExtension engine, String key) {
    this(engine, List.of(ProcessModels.file(key)), List.of());
  }

  /** Fails the test class unless its tests together pass every element and every flow. */
  static ProcessEngineCoverageExtension everyElementAndFlow(String... standIns) {
    return (ProcessEngineCoverageExtension)
        ProcessEngineCoverageExtension.builder("model-tests.cfg.xml")
            .excludeProcessDefinitionKeys(standIns)
            .assertClassCoverageAtLeast(1.0)
            .build();
  }

  @BeforeEach
  void deploy() {
    BpmnAwareTests.init(engine.getProcessEngine());
    if (deployment == null) {
      deployment = deployed();
    }
    when(schools.numbers(any())).thenReturn(List.of(SCHOOL_A, SCHOOL_B));
    when(acceptance.schoolsToAsk(any())).thenReturn(List.of(SCHOOL_A, SCHOOL_B));
    when(acceptance.asks(any(), any())).thenReturn(true);
    when(schedule.schoolsToAsk(any())).thenReturn(List.of(SCHOOL_A, SCHOOL_B));
    Mocks.register("schools", schools);
    Mocks.register("schedule", schedule);
    Mocks.register("acceptance", acceptance);
  }

  private String deployed() {
    DeploymentBuilder builder = repositoryService().createDeployment();
    files.forEach(builder::addClasspathResource);
    standIns.forEach(
        key ->
            builder.addModelInstance(
                ProcessModels.file(key),
                Bpmn.createExecutableProcess(key)
                    .camundaHistoryTimeToLiveString("P1D")
                    .startEvent()
                    .userTask("in-" + key)
                    .endEvent()
                    .done()));
    return builder.deploy().getId();
  }

  /** Nothing of a test is left to the next one but the models. */
  @AfterEach
  void remove() {
    runtimeService().createProcessInstanceQuery().rootProcessInstances().list().stream()
        .map(ProcessInstance::getId)
        .forEach(id -> runtimeService().deleteProcessInstance(id, "end of test", true, true, true));
    List<String> ended =
        historyService().createHistoricProcessInstanceQuery().list().stream()
            .map(HistoricProcessInstance::getId)
            .toList();
    if (!ended.isEmpty()) {
      historyService().deleteHistoricProcessInstancesBulk(ended);
    }
    Mocks.reset();
  }

  @AfterAll
  static void removeModels() {
    if (deployment != null) {
      repositoryService().deleteDeployment(deployment, true);
      deployment = null;
    }
    BpmnAwareTests.reset();
  }

  ProcessInstance start(String key, Map<String, Object> variables) {
    Map<String, Object> all = new HashMap<>(variables);
    all.put("migrationId", MOVE);
    return runtimeService().startProcessInstanceByKey(key, MOVE, all);
  }

  /** The system carries out a step in its own database: {@code delegate} stands for its bean. */
  void system(String element, JavaDelegate delegate) {
    Mocks.register(element + "Delegate", delegate);
    execute(job(element));
  }

  void system(String... elements) {
    for (String element : elements) {
      system(element, execution -> {});
    }
  }

  /** The job executor goes on at an element that is a save point only, once for each way in. */
  void goOn(String element) {
    List<Job> jobs = managementService().createJobQuery().activityId(element).list();
    assertThat(jobs).as("jobs waiting at " + element).isNotEmpty();
    jobs.forEach(BpmnAwareTests::execute);
  }

  /** The timer runs out that waits at this element. */
  void timeIsUp(String element) {
    execute(job(element));
  }

  Job job(String element) {
    List<Job> jobs = managementService().createJobQuery().activityId(element).list();
    assertThat(jobs).as("jobs waiting at " + element).hasSize(1);
    return jobs.get(0);
  }

  /** A worker carries out one step on a server. */
  void server(String element, Map<String, Object> result) {
    List<LockedExternalTask> tasks =
        externalTaskService().fetchAndLock(1, "worker").topic(element, 60_000).execute();
    assertThat(tasks).as("steps waiting at " + element).hasSize(1);
    remember(element, tasks.get(0).getVariables().get("schoolNumber"));
    externalTaskService().complete(tasks.get(0).getId(), "worker", result);
  }

  void server(String... elements) {
    for (String element : elements) {
      server(element, Map.of());
    }
  }

  /** A person of this group sees the task in the list and completes it. */
  void person(String group, String element, Map<String, Object> answers) {
    List<Task> tasks =
        taskService().createTaskQuery().taskDefinitionKey(element).taskCandidateGroup(group).list();
    assertThat(tasks).as("tasks " + element + " of " + group).hasSize(1);
    complete(tasks.get(0), answers);
  }

  void person(String group, String element) {
    person(group, element, Map.of());
  }

  /** Each school does its task. */
  void everySchool(String element) {
    person("schule-" + SCHOOL_A, element);
    person("schule-" + SCHOOL_B, element);
  }

  /** A technician does a step by hand, one task for each school. */
  void byHandForEachSchool(String element) {
    List<Task> tasks =
        taskService()
            .createTaskQuery()
            .taskDefinitionKey(element)
            .taskCandidateGroup(TECHNIK)
            .list();
    assertThat(tasks).as("tasks " + element).hasSize(2);
    for (Task task : tasks) {
      remember(element, taskService().getVariable(task.getId(), "schoolNumber"));
      complete(task);
    }
  }

  /** A called process that a stand-in plays ends with these variables. */
  void phase(String key, Map<String, Object> result) {
    Task task = taskService().createTaskQuery().taskDefinitionKey("in-" + key).singleResult();
    assertThat(task).as("called process " + key).isNotNull();
    complete(task, result);
  }

  void phase(String key) {
    phase(key, Map.of());
  }

  private void remember(String element, Object school) {
    if (school != null) {
      doneForSchools.computeIfAbsent(element, key -> new ArrayList<>()).add(school);
    }
  }

  /** The schools for which this element has been carried out. */
  List<Object> schoolsOf(String element) {
    return doneForSchools.getOrDefault(element, List.of()).stream().sorted().toList();
  }

  /** What the called process has been told under this name. */
  Object told(String key, String variable) {
    ProcessInstance called =
        runtimeService().createProcessInstanceQuery().processDefinitionKey(key).singleResult();
    assertThat(called.getBusinessKey()).isEqualTo(MOVE);
    return runtimeService().getVariable(called.getId(), variable);
  }
}
