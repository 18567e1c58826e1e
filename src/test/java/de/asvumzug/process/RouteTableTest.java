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
import org.junit.jupiter.api.Test;
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

  @ParameterizedTest(name = "{0}, {1} to {2}, in use {3}, serves others {4}, clone {5}: {6}")
  @CsvSource({
    "ALL,  ENTERPRISE, ENTERPRISE, false, false, false, FULL,    true,  false, false",
    "ALL,  SCHOOL,     SCHOOL,     false, false, false, FULL,    true,  false, false",
    "ALL,  ENTERPRISE, SCHOOL,     false, false, false, TENANTS, true,  false, false",
    "ALL,  SCHOOL,     ENTERPRISE, false, false, false, TENANTS, true,  false, false",
    "ALL,  SCHOOL,     ENTERPRISE, false, false, true,  CLONE,   true,  false, false",
    "ALL,  ENTERPRISE, ENTERPRISE, true,  false, false, TENANTS, false, false, true",
    "ALL,  SCHOOL,     ENTERPRISE, true,  false, false, TENANTS, false, false, true",
    "SOME, ENTERPRISE, ENTERPRISE, false, true,  false, TENANTS, true,  true,  false",
    "SOME, ENTERPRISE, SCHOOL,     false, true,  false, TENANTS, true,  true,  false",
    "SOME, ENTERPRISE, ENTERPRISE, true,  true,  false, TENANTS, false, true,  true",
  })
  void a_possible_move_has_one_way(
      String scope,
      String source,
      String target,
      boolean targetInUse,
      boolean sourceServesOthers,
      boolean cloneTool,
      String route,
      boolean install,
      boolean sourceContinues,
      boolean targetBackup) {
    DmnDecisionResult result =
        decide(scope, source, target, targetInUse, sourceServesOthers, cloneTool);

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
    assertThat(refusal(decide(scope, "ENTERPRISE", "SCHOOL", false, others, false)))
        .contains(reason);
  }

  @ParameterizedTest(name = "clone tool, {0}, {1} to {2}, in use {3}, serves others {4}: {5}")
  @CsvSource({
    "SOME, SCHOOL,     ENTERPRISE, false, true,  nur einzelne Schulen",
    "SOME, ENTERPRISE, SCHOOL,     true,  false, nur einzelne Schulen",
    "ALL,  SCHOOL,     ENTERPRISE, false, true,  die der Plan nicht nennt",
    "ALL,  SCHOOL,     ENTERPRISE, true,  false, ist schon für andere Schulen in Betrieb",
    "ALL,  ENTERPRISE, ENTERPRISE, false, false, Der alte Server ist aber ein Server Enterprise",
    "ALL,  ENTERPRISE, SCHOOL,     false, false, Der alte Server ist aber ein Server Enterprise",
    "ALL,  SCHOOL,     SCHOOL,     false, false, Der neue Server ist aber ein Server School",
  })
  void the_clone_tool_is_refused_by_name_where_it_cannot_be_used(
      String scope,
      String source,
      String target,
      boolean targetInUse,
      boolean sourceServesOthers,
      String reason) {
    assertThat(refusal(decide(scope, source, target, targetInUse, sourceServesOthers, true)))
        .startsWith("Das 1:1-Klonwerkzeug gibt es nur für den Wechsel")
        .contains(reason);
  }

  @ParameterizedTest
  @MethodSource("everyCase")
  void every_case_has_exactly_one_answer_a_way_or_a_refusal(
      String scope,
      String source,
      String target,
      boolean targetInUse,
      boolean sourceServesOthers,
      boolean cloneTool) {
    DmnDecisionResult result =
        decide(scope, source, target, targetInUse, sourceServesOthers, cloneTool);

    assertThat(result).hasSize(1);
    Set<String> answer = result.getSingleResult().keySet();
    assertThat(answer.contains("route")).isNotEqualTo(answer.contains("refusal"));
  }

  @Test
  void the_clone_tool_has_its_way_in_one_case_only_and_changes_no_other() {
    assertThat(everyCase()).hasSize(64);
    assertThat(everyCase().stream().map(Arguments::get).filter(one -> (boolean) one[5]))
        .filteredOn(one -> decide(one).getSingleResult().containsKey("route"))
        .singleElement()
        .satisfies(
            one ->
                assertThat(one).containsExactly("ALL", "SCHOOL", "ENTERPRISE", false, false, true));
  }

  static List<Arguments> everyCase() {
    List<Arguments> cases = new ArrayList<>();
    for (String scope : List.of("ALL", "SOME")) {
      for (String source : VARIANTS) {
        for (String target : VARIANTS) {
          for (boolean targetInUse : ANSWERS) {
            for (boolean sourceServesOthers : ANSWERS) {
              for (boolean cloneTool : ANSWERS) {
                cases.add(
                    Arguments.of(
                        scope, source, target, targetInUse, sourceServesOthers, cloneTool));
              }
            }
          }
        }
      }
    }
    return cases;
  }

  private static String refusal(DmnDecisionResult result) {
    assertThat(result.getSingleResult().getEntryMap()).doesNotContainKey("route");
    return result.getSingleResult().getEntry("refusal");
  }

  private DmnDecisionResult decide(Object... inputs) {
    return engine.evaluateDecision(
        table,
        Map.of(
            "scope", inputs[0],
            "sourceVariant", inputs[1],
            "targetVariant", inputs[2],
            "targetInUse", inputs[3],
            "sourceServesOthers", inputs[4],
            "cloneTool", inputs[5]));
  }
}
