package de.asvumzug.lab;

/** The two variants of an ASV server. */
public enum LabVariant {
  ENTERPRISE,
  SCHOOL
}
