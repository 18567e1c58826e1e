package de.asvumzug.plan;

/**
 * The two kinds of ASV server (guide, "Umzug": Enterprise on PostgreSQL, School on an embedded H2
 * database).
 */
public enum Variant {
  ENTERPRISE("ASV-Server Enterprise"),
  SCHOOL("ASV-Server School");

  private final String label;

  Variant(String label) {
    this.label = label;
  }

  /** The German name that people read. */
  public String label() {
    return label;
  }
}
