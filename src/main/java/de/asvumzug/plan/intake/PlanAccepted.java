package de.asvumzug.plan.intake;

import de.asvumzug.plan.Migration;

/** A plan was stored and its move begins; published inside the transaction that does it. */
public record PlanAccepted(Migration plan) {}
