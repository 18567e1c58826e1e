package de.asvumzug.web.plan;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.RouteDecision;
import java.util.List;

/** What the models will do for a plan, before anything is done. */
public interface MoveSteps {

  /**
   * The steps of the newest models in their order, as they run if nothing fails and everybody
   * agrees.
   */
  List<Phase> of(Migration plan, RouteDecision.Answer answer);

  /**
   * @param name German, as in the model
   */
  record Phase(String name, List<Step> steps) {}

  /**
   * @param element id in the model
   * @param whom who carries it out, in German
   * @param byHand whether a person does what a service could do
   * @param eachSchool whether it comes once for each school
   */
  record Step(String element, String name, String whom, boolean byHand, boolean eachSchool) {}
}
