package de.asvumzug.notify;

import de.asvumzug.plan.intake.PlanAccepted;
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
    mails.planned(accepted.plan());
  }
}
