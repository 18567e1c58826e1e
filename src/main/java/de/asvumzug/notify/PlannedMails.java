package de.asvumzug.notify;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.intake.PlanAccepted;
import de.asvumzug.plan.people.Place;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells everybody concerned that a move is planned, if and only if the plan is stored. */
@Component
class PlannedMails {
  private final Mails mails;

  PlannedMails(Mails mails) {
    this.mails = mails;
  }

  @EventListener
  void planAccepted(PlanAccepted accepted) {
    Migration plan = accepted.plan();
    mails.planned(plan);
    // Deputies get no mail of the move, so they would learn of their part only when it is needed.
    plan.places().stream()
        .filter(Place::deputy)
        .forEach(deputy -> mails.checkAddress(plan, deputy));
  }
}
