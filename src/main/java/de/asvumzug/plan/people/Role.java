package de.asvumzug.plan.people;

/** What somebody is in a move. */
public enum Role {
  /** The school's own address, read by whoever works there. */
  OFFICE("Schule", null),
  HEAD("Schulleitung", null),
  SECRETARY("Sekretariat", null),
  SYSTEM_ADMINISTRATOR("Systembetreuung", null),
  TECHNICIAN("Technik", "technik"),
  OPERATOR("Betreiber", "betreiber"),
  IT_MANAGEMENT("IT-Leitung", "it-management");

  private final String label;
  private final String group;

  Role(String label, String group) {
    this.label = label;
    this.group = group;
  }

  /** German, for people. */
  public String label() {
    return label;
  }

  public boolean ofSchool() {
    return group == null;
  }

  /** A school has one deputy, for whoever works there. */
  boolean mayHaveDeputy() {
    return group != null || this == OFFICE;
  }

  String group() {
    return group;
  }
}
