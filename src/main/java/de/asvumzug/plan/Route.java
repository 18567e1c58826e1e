package de.asvumzug.plan;

/** The way by which data gets to the new server (guide, "Einspielung der Sicherung"). */
public enum Route {
  /** The whole database at once: same variant, all schools, a target without schools. */
  FULL,
  /** One school backup after the other ("schulscharfe Sicherung"). */
  TENANTS,
  /** School to Enterprise with the ministry's 1:1 clone tool, by a person (docs/domain.md §4). */
  CLONE
}
