package de.asvumzug.step.remote;

import de.asvumzug.plan.RouteDecision;

/** The rule table, asked at the centre. */
final class RemoteRoute implements RouteDecision {
  private final CentralApiClient centre;

  RemoteRoute(CentralApiClient centre) {
    this.centre = centre;
  }

  @Override
  public Answer decide(Question question) {
    return centre.post("/route", question, Answer.class);
  }
}
