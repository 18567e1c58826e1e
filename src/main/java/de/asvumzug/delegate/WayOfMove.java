package de.asvumzug.delegate;

import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.Route;
import de.asvumzug.plan.RouteDecision;
import de.asvumzug.plan.RouteDecision.Answer;
import de.asvumzug.plan.RouteDecision.Question;
import de.asvumzug.step.Step;
import org.springframework.stereotype.Component;

/** By which way a step's move goes: asked of the rule table each time, as the model does. */
@Component
class WayOfMove {
  private final RouteDecision decision;

  WayOfMove(RouteDecision decision) {
    this.decision = decision;
  }

  /**
   * @throws OperationFailed (lasting) if the rule table knows no way for this plan
   */
  Route of(Step step) {
    Answer answer = decision.decide(Question.of(step.migration()));
    if (answer.refused()) {
      throw OperationFailed.lasting(
          "Für den Umzug "
              + step.migration().id()
              + " gibt es keinen Weg: "
              + answer.refusal()
              + " Bitte den Umzugsplan prüfen.");
    }
    return answer.route();
  }

  boolean byTenants(Step step) {
    return of(step) == Route.TENANTS;
  }
}
