package de.asvumzug.security;

import de.asvumzug.AsvUmzugApplication;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Migrations;
import de.asvumzug.plan.PlanStore;
import de.asvumzug.support.TestDatabase;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngines;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole application with one move of two schools, begun anywhere in the real models. */
@SpringBootTest(
    classes = AsvUmzugApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "asv.security.secure-cookies=false",
      "asv.security.change-first-password=false",
      "asv.users[0].id=technik",
      "asv.users[0].password=" + DoorsTestBase.PASSWORD,
      "asv.users[0].groups=technik",
      "asv.users[1].id=schule-0001",
      "asv.users[1].password=" + DoorsTestBase.PASSWORD,
      "asv.users[1].groups=schule-0001",
      "asv.users[2].id=schule-0002",
      "asv.users[2].password=" + DoorsTestBase.PASSWORD,
      "asv.users[2].groups=schule-0002",
      "asv.users[3].id=admin",
      "asv.users[3].password=" + DoorsTestBase.PASSWORD,
      "asv.users[3].groups=camunda-admin",
    })
@Tag("long")
abstract class SchoolMoveTestBase {
  @Autowired ProcessEngine engine;
  @Autowired Migrations migrations;
  @Autowired JdbcTemplate jdbc;
  @LocalServerPort int port;
  Migration move;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry registry) {
    TestDatabase.fresh(registry);
  }

  /** The classes share the application: each test finds the first window, and no answers. */
  @BeforeEach
  void storePlan() {
    ProcessEngines.registerProcessEngine(engine);
    move = new PlanStore().acceptGoodPlan();
    if (migrations.find(move.id()).isEmpty()) {
      migrations.insert(move, "technik");
    } else {
      migrations.moveWindow(move.id(), move.window(), "technik");
    }
  }

  @AfterEach
  void end() {
    engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .rootProcessInstances()
        .list()
        .forEach(
            one ->
                engine
                    .getRuntimeService()
                    .deleteProcessInstanceIfExists(one.getId(), "test", false, true, false, false));
    List<String> ended =
        engine.getHistoryService().createHistoricProcessInstanceQuery().finished().list().stream()
            .map(HistoricProcessInstance::getId)
            .toList();
    if (!ended.isEmpty()) {
      engine.getHistoryService().deleteHistoricProcessInstancesBulk(ended);
    }
    for (String table : List.of("school_answer", "vote", "reply", "mail", "tenant_gap")) {
      jdbc.update("delete from umzug." + table);
    }
  }

  final void start(String model, String element) {
    engine
        .getRuntimeService()
        .createProcessInstanceByKey(model)
        .businessKey(move.id())
        .setVariables(Map.of("migrationId", move.id(), "route", "TENANTS"))
        .startBeforeActivity(element)
        .execute();
  }

  final List<Task> waiting(String element) {
    return engine
        .getTaskService()
        .createTaskQuery()
        .processInstanceBusinessKey(move.id())
        .taskDefinitionKey(element)
        .list();
  }

  final long count(String sql) {
    return jdbc.queryForObject(sql, Long.class);
  }

  /** What the mails about a task say to an address, with their subjects. */
  final String mailTo(String address, String task) {
    return jdbc.queryForObject(
        "select string_agg(subject || E'\\n' || body_text, E'\\n') from umzug.mail where event = 'TASK_WAITING' and subject like ? and recipient = ?",
        String.class,
        "%" + task + "%",
        address);
  }
}
