package de.asvumzug.web;

import de.asvumzug.plan.Route;
import de.asvumzug.plan.RouteDecision;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.DmnDecisionResultEntries;
import org.camunda.bpm.engine.DecisionService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Asks the rule table {@code migration-route} of the engine, the same one that the model asks. */
@Component
class EngineRouteDecision implements RouteDecision {
  static final String KEY = "migration-route";

  /**
   * The models draw the route by tenant, but nobody works on its steps yet: a move would wait for
   * ever.
   */
  private static final String NOT_YET =
      "Umzüge einzelner Schulen und Wechsel der Variante kann diese Version noch nicht ausführen."
          + " Möglich ist der Umzug eines ganzen Servers gleicher Variante auf einen leeren neuen.";

  private final DecisionService decisions;

  EngineRouteDecision(@Lazy DecisionService decisions) {
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
            "sourceServesOthers", question.sourceServesOthers());
    DmnDecisionResult result = decisions.evaluateDecisionByKey(KEY).variables(inputs).evaluate();
    // No rule fits: the plan is refused, never given a default way.
    return result.isEmpty() ? new Answer(null, false, false, false, "") : answer(result.get(0));
  }

  private static Answer answer(DmnDecisionResultEntries row) {
    String route = text(row, "route");
    String refusal = text(row, "refusal");
    boolean known = route.equals(Route.FULL.name()) || route.equals(Route.TENANTS.name());
    return new Answer(
        known ? Route.valueOf(route) : null,
        flag(row, "installTarget") || flag(row, "install"),
        flag(row, "sourceContinues"),
        flag(row, "targetBackup"),
        refusal.isEmpty() && route.equals(Route.TENANTS.name()) ? NOT_YET : refusal);
  }

  private static String text(DmnDecisionResultEntries row, String output) {
    return row.get(output) == null ? "" : row.get(output).toString();
  }

  private static boolean flag(DmnDecisionResultEntries row, String output) {
    return Boolean.TRUE.equals(row.get(output));
  }
}
