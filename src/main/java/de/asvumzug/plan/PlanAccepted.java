package de.asvumzug.plan;

/** A plan was stored and its move begins; published inside the transaction that does it. */
public record PlanAccepted(Migration plan) {}
