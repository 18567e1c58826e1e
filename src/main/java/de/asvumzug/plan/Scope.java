package de.asvumzug.plan;

/** Whether all schools of the source move, or only those that the plan lists. */
public enum Scope {
  ALL,
  SOME
}
