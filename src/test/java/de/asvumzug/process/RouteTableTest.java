package de.asvumzug.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of the rule table, and that no case is left without an answer. */
class RouteTableTest {
  private static final List<String> VARIANTS = List.of("ENTERPRISE", "SCHOOL");
  private static final boolean[] ANSWERS = {true, false};

  private final DmnEngine engine =
      DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
  private final DmnDecision table =
      engine.parseDecision(
          "migration-route",
          RouteTableTest.class.getClassLoader().getResourceAsStream(ProcessModels.ROUTE));

  @ParameterizedTest(name = "{0}, {1} to {2}, target in use {3}, source serves others {4}: {5}")
  @CsvSource({
    "ALL,  ENTERPRISE, ENTERPRISE, false, false, FULL,    true,  false, false",
    "ALL,  SCHOOL,     SCHOOL,     false, false, FULL,    true,  false, false",
    "ALL,  ENTERPRISE, SCHOOL,     false, false, TENANTS, true,  false, false",
    "ALL,  SCHOOL,     ENTERPRISE, false, false, TENANTS, true,  false, false",
    "ALL,  ENTERPRISE, ENTERPRISE, true,  false, TENANTS, false, false, true",
    "ALL,  SCHOOL,     ENTERPRISE, true,  false, TENANTS, false, false, true",
    "SOME, ENTERPRISE, ENTERPRISE, false, true,  TENANTS, true,  true,  false",
    "SOME, ENTERPRISE, SCHOOL,     false, true,  TENANTS, true,  true,  false",
    "SOME, ENTERPRISE, ENTERPRISE, true,  true,  TENANTS, false, true,  true",
  })
  void a_possible_move_has_one_way(
      String scope,
      String source,
      String target,
      boolean targetInUse,
      boolean sourceServesOthers,
      String route,
      boolean install,
      boolean sourceContinues,
      boolean targetBackup) {
    DmnDecisionResult result = decide(scope, source, target, targetInUse, sourceServesOthers);

    assertThat(result.getSingleResult().getEntryMap())
        .containsEntry("route", route)
        .containsEntry("install", install)
        .containsEntry("sourceContinues", sourceContinues)
        .containsEntry("targetBackup", targetBackup)
        .doesNotContainKey("refusal");
  }

  @ParameterizedTest(name = "{0} with source serving others {1} is refused: {2}")
  @CsvSource({
    "ALL,  true,  arbeiten aber noch weitere Schulen",
    "SOME, false, Alle Schulen des alten Servers sind ausgewählt",
  })
  void a_contradiction_is_refused_by_name(String scope, boolean others, String reason) {
    DmnDecisionResult result = decide(scope, "ENTERPRISE", "SCHOOL", false, others);

    assertThat(result.getSingleResult().getEntryMap()).doesNotContainKey("route");
    assertThat((String) result.getSingleResult().getEntry("refusal")).contains(reason);
  }

  @ParameterizedTest
  @MethodSource("everyCase")
  void every_case_has_exactly_one_answer_a_way_or_a_refusal(
      String scope, String source, String target, boolean targetInUse, boolean sourceServesOthers) {
    DmnDecisionResult result = decide(scope, source, target, targetInUse, sourceServesOthers);

    assertThat(result).hasSize(1);
    Set<String> answer = result.getSingleResult().keySet();
    assertThat(answer.contains("route")).isNotEqualTo(answer.contains("refusal"));
  }

  static List<Arguments> everyCase() {
    List<Arguments> cases = new ArrayList<>();
    for (String scope : List.of("ALL", "SOME")) {
      for (String source : VARIANTS) {
        for (String target : VARIANTS) {
          for (boolean targetInUse : ANSWERS) {
            for (boolean sourceServesOthers : ANSWERS) {
              cases.add(Arguments.of(scope, source, target, targetInUse, sourceServesOthers));
            }
          }
        }
      }
    }
    return cases;
  }

  private DmnDecisionResult decide(
      String scope, String source, String target, boolean targetInUse, boolean sourceServesOthers) {
    return engine.evaluateDecision(
        table,
        Map.of(
            "scope", scope,
            "sourceVariant", source,
            "targetVariant", target,
            "targetInUse", targetInUse,
            "sourceServesOthers", sourceServesOthers));
  }
}
