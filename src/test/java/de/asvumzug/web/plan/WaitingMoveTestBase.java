package de.asvumzug.web.plan;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.asvumzug.plan.Migrations;
import de.asvumzug.plan.PlanFixture;
import de.asvumzug.plan.PlanVariables;
import de.asvumzug.security.DoorsTestBase;
import de.asvumzug.trail.TrailReader;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** A move of its own for each test, which stands where the test wants it. */
abstract class WaitingMoveTestBase extends DoorsTestBase {
  static final String FORM = "application/x-www-form-urlencoded";
  static final LocalDate DAY = LocalDate.now().plusDays(30);

  @Autowired Migrations migrations;
  @Autowired TrailReader trail;
  String id;

  @BeforeEach
  void store_a_plan() {
    ObjectNode draft = PlanFixture.goodPlan();
    draft.remove("clients");
    ((ObjectNode) draft.get("source")).put("machine", "nord-alt");
    ((ObjectNode) draft.get("target")).put("machine", "nord-neu");
    draft.putObject("window").put("start", DAY + "T16:00").put("end", DAY + "T22:00");
    id = migrations.nextId();
    migrations.insert(PlanExamples.read(draft).withId(id), "technik");
  }

  @AfterEach
  void end_the_move() {
    engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processInstanceBusinessKey(id)
        .rootProcessInstances()
        .list()
        .forEach(move -> end(move.getId()));
  }

  ProcessInstance at(String element) {
    Map<String, Object> variables = new HashMap<>(PlanVariables.all(migrations.get(id)));
    variables.put("migrationId", id);
    ProcessInstance move =
        engine
            .getRuntimeService()
            .createProcessInstanceByKey("asv-migration")
            .businessKey(id)
            .setVariables(variables)
            .startBeforeActivity(element)
            .execute();
    // The reminder is planned by a job of its own, which would meet what the test does next.
    await()
        .until(
            () ->
                !engine
                    .getRuntimeService()
                    .getActiveActivityIds(move.getId())
                    .contains("planReminder"));
    return move;
  }
}
