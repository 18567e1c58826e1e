package de.asvumzug.delegate;

import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.Route;
import de.asvumzug.plan.RouteDecision;
import de.asvumzug.plan.RouteDecision.Answer;
import de.asvumzug.plan.RouteDecision.Question;
import de.asvumzug.step.Step;
import org.springframework.stereotype.Component;

/**
 * By which way a step's move goes: as it was decided when the move began. The rule table is asked
 * only where the model does not say; it may have changed since.
 */
@Component
public class RouteResolver {
  private final RouteDecision decision;

  RouteResolver(RouteDecision decision) {
    this.decision = decision;
  }

  /**
   * @throws OperationFailed (permanent) if the rule table knows no way for this plan
   */
  public Route of(Step step) {
    return step.route().orElseGet(() -> asked(step));
  }

  private Route asked(Step step) {
    Answer answer = decision.decide(Question.of(step.migration()));
    if (answer.refused()) {
      throw OperationFailed.permanent(
          "Für den Umzug %s gibt es keinen Weg: %s Bitte den Umzugsplan prüfen."
              .formatted(step.migration().id(), answer.refusal()));
    }
    return answer.route();
  }

  public boolean byTenants(Step step) {
    return of(step) == Route.TENANTS;
  }
}
