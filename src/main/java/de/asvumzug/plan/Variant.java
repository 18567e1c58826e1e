package de.asvumzug.plan;

/**
 * The two kinds of ASV server (guide, "Umzug": Enterprise on PostgreSQL, School on an embedded H2
 * database).
 */
public enum Variant {
  ENTERPRISE("ASV-Server Enterprise", false),
  SCHOOL("ASV-Server School", true);

  private final String label;
  private final boolean embedded;

  Variant(String label, boolean embedded) {
    this.label = label;
    this.embedded = embedded;
  }

  /** The German name that people read. */
  public String label() {
    return label;
  }

  /**
   * Whether the database is a file of the installation, which one program at a time may open, and
   * no server of its own.
   */
  public boolean embedded() {
    return embedded;
  }
}
