package de.asvumzug.plan.people;

/** What somebody is in a move. */
public enum Role {
  /** The school's own address, read by whoever works there. */
  OFFICE("Schule"),
  HEAD("Schulleitung"),
  SECRETARY("Sekretariat"),
  SYSTEM_ADMINISTRATOR("Systembetreuung"),
  TECHNICIAN("Technik"),
  OPERATOR("Betreiber"),
  IT_MANAGEMENT("IT-Leitung");

  private final String label;

  Role(String label) {
    this.label = label;
  }

  /** German, for people. */
  public String label() {
    return label;
  }
}
