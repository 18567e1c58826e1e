package de.asvumzug.web.engine;

import de.asvumzug.plan.Route;
import de.asvumzug.plan.RouteDecision;
import java.util.Arrays;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.DmnDecisionResultEntries;
import org.camunda.bpm.engine.DecisionService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Asks the rule table {@code migration-route} of the engine, the same one that the model asks. */
@Component
public class EngineRouteDecision implements RouteDecision {
  static final String KEY = "migration-route";

  private final DecisionService decisions;

  public EngineRouteDecision(@Lazy DecisionService decisions) {
    this.decisions = decisions;
  }

  @Override
  public Answer decide(Question question) {
    Map<String, Object> inputs =
        Map.of(
            "scope", question.scope().name(),
            "sourceVariant", question.sourceVariant().name(),
            "targetVariant", question.targetVariant().name(),
            "targetInUse", question.targetInUse(),
            "sourceServesOthers", question.sourceServesOthers(),
            "cloneTool", question.cloneTool());
    DmnDecisionResult result = decisions.evaluateDecisionByKey(KEY).variables(inputs).evaluate();
    // No rule fits: the plan is refused, never given a default way.
    return result.isEmpty() ? new Answer(null, false, false, false, "") : answer(result.get(0));
  }

  private static Answer answer(DmnDecisionResultEntries row) {
    String route = text(row, "route");
    String refusal = text(row, "refusal");
    boolean known = Arrays.stream(Route.values()).anyMatch(way -> way.name().equals(route));
    return new Answer(
        known ? Route.valueOf(route) : null,
        flag(row, "installTarget") || flag(row, "install"),
        flag(row, "sourceContinues"),
        flag(row, "targetBackup"),
        refusal);
  }

  private static String text(DmnDecisionResultEntries row, String output) {
    return row.get(output) == null ? "" : row.get(output).toString();
  }

  private static boolean flag(DmnDecisionResultEntries row, String output) {
    return Boolean.TRUE.equals(row.get(output));
  }
}
