package de.asvumzug.security;

import static org.awaitility.Awaitility.await;

import de.asvumzug.AsvUmzugApplication;
import de.asvumzug.plan.intake.PlanReader;
import de.asvumzug.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Year;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.ProcessEngines;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The running application with its people and a few tiny processes. */
@SpringBootTest(
    classes = AsvUmzugApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "asv.security.secure-cookies=false",
      "asv.security.change-first-password=false",
      "asv.users[0].id=admin",
      "asv.users[0].password=" + DoorsTestBase.PASSWORD,
      "asv.users[0].groups=camunda-admin",
      "asv.users[1].id=technik",
      "asv.users[1].password=" + DoorsTestBase.PASSWORD,
      "asv.users[1].groups=technik",
      "asv.users[2].id=technik2",
      "asv.users[2].password=" + DoorsTestBase.PASSWORD,
      "asv.users[2].groups=technik",
      "asv.users[3].id=itm",
      "asv.users[3].password=" + DoorsTestBase.PASSWORD,
      "asv.users[3].groups=it-management",
      "asv.users[4].id=schule-0001",
      "asv.users[4].first-name=Erika",
      "asv.users[4].last-name=Mustermann",
      "asv.users[4].password=" + DoorsTestBase.PASSWORD,
      "asv.users[4].groups=schule-0001",
      "asv.users[5].id=schule-0002",
      "asv.users[5].password=" + DoorsTestBase.PASSWORD,
      "asv.users[5].groups=schule-0002",
      "asv.users[6].id=betreiber",
      "asv.users[6].password=" + DoorsTestBase.PASSWORD,
      "asv.users[6].groups=betreiber",
      "asv.machines.nord-alt.type=worker",
      "asv.machines.nord-alt.worker=nord",
      "asv.machines.nord-neu.type=worker",
      "asv.machines.nord-neu.worker=nord",
      "asv.machines.sued-alt.type=worker",
      "asv.machines.sued-alt.worker=sued",
      "asv.machines.sued-neu.type=worker",
      "asv.machines.sued-neu.worker=sued",
    })
@Import(DoorsFixture.class)
public abstract class DoorsTestBase {
  public static final String PASSWORD = "Schluessel-7-Bund";
  public static final String SITE_PASSWORD = "Fern-Schluessel-77!-und-lang";

  @Autowired protected ProcessEngine engine;
  @Autowired private JdbcClient numbers;
  @LocalServerPort protected int port;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) throws IOException {
    TestDatabase.fresh(registry);
    Path password = Files.createTempFile("site", ".password").toAbsolutePath();
    Files.writeString(password, SITE_PASSWORD + "\n");
    password.toFile().deleteOnExit();
    registry.add("asv.sites.nord.password-file", password::toString);
    registry.add("asv.sites.sued.password-file", password::toString);
  }

  /** What a test has planned gets a number that no fixture has. */
  @BeforeEach
  void numbersOfTheirOwn() {
    numbers
        .sql(
            """
            insert into umzug.migration_number as n (year, last) values (:year, 500)
            on conflict (year) do update set last = greatest(n.last, 500)""")
        .param("year", Year.now(PlanReader.ZONE).getValue())
        .update();
  }

  @BeforeEach
  void deployTinyProcesses() {
    engine
        .getRepositoryService()
        .createDeployment()
        .name("doors-test")
        .addClasspathResource("doors/doors.bpmn")
        .addClasspathResource("doors/school-work.bpmn")
        .addClasspathResource("forms/agree-schedule.html")
        .addClasspathResource("forms/confirm-preparation.html")
        .addClasspathResource("forms/release-cutover.html")
        .addClasspathResource("forms/propose-schedule.html")
        .addClasspathResource("forms/handle-incident.html")
        .addClasspathResource("forms/confirm-skip.html")
        .addClasspathResource("forms/recheck-data.html")
        .addClasspathResource("forms/confirm-open-clients.html")
        .addClasspathResource("forms/complete-tenant-data.html")
        .enableDuplicateFiltering(true)
        .deploy();
  }

  @AfterEach
  void endTinyProcesses() {
    for (ProcessDefinition definition :
        engine
            .getRepositoryService()
            .createProcessDefinitionQuery()
            .processDefinitionKeysIn("doors", "oneTask", "schoolWork", "work")
            .list()) {
      for (ProcessInstance instance :
          engine
              .getRuntimeService()
              .createProcessInstanceQuery()
              .processDefinitionId(definition.getId())
              .list()) {
        engine
            .getRuntimeService()
            .deleteProcessInstanceIfExists(
                instance.getId(), "end of test", false, true, false, false);
      }
    }
  }

  /** Ends an instance; the worker may be reporting about a step of it in the same moment. */
  protected void end(String instance) {
    await()
        .ignoreExceptionsInstanceOf(ProcessEngineException.class)
        .until(
            () -> {
              engine
                  .getRuntimeService()
                  .deleteProcessInstanceIfExists(
                      instance, "end of test", false, true, false, false);
              return true;
            });
  }

  /**
   * Camunda's interface looks its engine up by name in a table of the whole process, where the one
   * of the latest application stands: tests with settings of their own start further ones.
   */
  @BeforeEach
  void ownEngine() {
    ProcessEngines.registerProcessEngine(engine);
  }

  protected HttpUser nobody() {
    return new HttpUser(port);
  }

  protected HttpUser loggedIn(String user) throws Exception {
    HttpUser http = nobody();
    int status = http.logIn(user, PASSWORD).statusCode();
    if (status != 302) {
      throw new IllegalStateException(user + " could not log in: " + status);
    }
    return http;
  }

  /** One task "agreeSchedule" for each school. */
  protected void askSchools(String... schools) {
    engine
        .getRuntimeService()
        .startProcessInstanceByKey(
            "doors",
            DoorsFixture.MOVE,
            Map.of("migrationId", DoorsFixture.MOVE, "schools", List.of(schools)));
  }

  /** For each school the two tasks that follow each other in {@code finish}. */
  protected void workWithSchools(String... schools) {
    engine
        .getRuntimeService()
        .startProcessInstanceByKey(
            "schoolWork",
            DoorsFixture.MOVE,
            Map.of("migrationId", DoorsFixture.MOVE, "schools", List.of(schools)));
  }

  /** A process instance that waits at one task. */
  protected Task waitingAt(String element) {
    ProcessInstance instance =
        engine
            .getRuntimeService()
            .createProcessInstanceByKey("oneTask")
            .businessKey(DoorsFixture.MOVE)
            .setVariables(Map.of("migrationId", DoorsFixture.MOVE, "schoolNumber", "0001"))
            .startBeforeActivity(element)
            .execute();
    return engine
        .getTaskService()
        .createTaskQuery()
        .processInstanceId(instance.getId())
        .singleResult();
  }

  protected Task taskOf(String group) {
    return engine.getTaskService().createTaskQuery().taskCandidateGroup(group).singleResult();
  }
}
