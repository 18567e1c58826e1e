package de.asvumzug.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.processEngine;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.PlanFixture;
import de.asvumzug.plan.PlanVariables;
import de.asvumzug.plan.RouteDecision;
import de.asvumzug.plan.intake.PlanReader;
import de.asvumzug.plan.intake.ValidationErrors;
import de.asvumzug.web.engine.EngineMoveSteps;
import de.asvumzug.web.engine.EngineRouteDecision;
import de.asvumzug.web.plan.MoveSteps.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the form for a new move foretells is what the models then do. */
class ForetoldStepsModelTest extends MovePlays {
  @RegisterExtension
  static final ProcessEngineCoverageExtension ENGINE =
      (ProcessEngineCoverageExtension)
          ProcessEngineCoverageExtension.builder("model-tests.cfg.xml").build();

  /** Only passed because a client of the played move stays open. */
  private static final String UNFORESEEN = "confirmOpenClients";

  ForetoldStepsModelTest() {
    super(ENGINE, ProcessModels.files());
  }

  @ParameterizedTest
  @CsvSource({
    "ALL, ENTERPRISE, ENTERPRISE, false, false, false",
    "ALL, SCHOOL, SCHOOL, false, false, false",
    "ALL, SCHOOL, ENTERPRISE, false, false, true",
    "ALL, ENTERPRISE, SCHOOL, false, false, false",
    "SOME, ENTERPRISE, SCHOOL, false, true, false",
    "ALL, SCHOOL, ENTERPRISE, true, false, false",
    "SOME, ENTERPRISE, ENTERPRISE, true, true, false",
  })
  void the_steps_that_are_foretold_are_those_that_come(
      String scope, String source, String target, boolean inUse, boolean serves, boolean clone) {
    for (String mode : List.of("AUTOMATIC", "MANUAL")) {
      steps.clear();
      Migration plan = migration(scope, source, target, inUse, serves, clone, mode);
      Set<String> foretold = foretold(plan);
      Map<String, Object> variables = PlanVariables.all(plan);

      ProcessInstance move = moveOf(variables);
      playUntil("deleteTransferredCopies");

      assertThat(move).isEnded();
      Set<String> came = new TreeSet<>(steps);
      came.remove(UNFORESEEN);
      assertThat(foretold).as(mode).containsAll(came);
      foretold.removeAll(came);
      // The rest is the system's own work, which a play does not note.
      assertThat(foretold)
          .as(mode)
          .allMatch(
              element ->
                  SYSTEM.contains(element)
                      || element.startsWith("waitFor")
                      || Set.of("loadPlan", "decideRoute", "weighFindings", "planReminder")
                          .contains(element));
    }
  }

  private static Set<String> foretold(Migration plan) {
    RouteDecision.Answer answer =
        new EngineRouteDecision(processEngine().getDecisionService())
            .decide(RouteDecision.Question.of(plan));
    return new EngineMoveSteps(processEngine().getRepositoryService())
        .of(plan, answer).stream()
            .flatMap(phase -> phase.steps().stream())
            .map(Step::element)
            .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Migration migration(
      String scope,
      String source,
      String target,
      boolean inUse,
      boolean serves,
      boolean clone,
      String mode) {
    ObjectNode plan = PlanFixture.goodPlan();
    plan.put("scope", scope).put("sourceServesOthers", serves);
    ((ObjectNode) plan.get("source")).put("variant", source);
    ((ObjectNode) plan.get("target")).put("variant", target).put("inUse", inUse);
    if (clone) {
      // A clone is of the same structure: nothing is left for the Updateinstaller.
      ((ObjectNode) plan.get("target")).put("version", "2.13.480");
    }
    plan.putObject("window")
        .put("start", Instant.now().toString())
        .put("end", Instant.now().plus(Duration.ofHours(8)).toString());
    ObjectNode options = plan.putObject("options").put("cloneTool", clone).put("testClient", true);
    List.of(
            "installServer",
            "runUpdateInstaller",
            "updateClients",
            "backupTenant",
            "restoreTenant",
            "tenantAccess")
        .forEach(choice -> options.put(choice, mode));
    return new PlanReader(new ValidationErrors()).read(plan);
  }
}
