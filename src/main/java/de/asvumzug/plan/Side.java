package de.asvumzug.plan;

/** The old (source) or the new (target) end of a move. */
public enum Side {
  SOURCE("alter Server"),
  TARGET("neuer Server");

  private final String label;

  Side(String label) {
    this.label = label;
  }

  /** The German name that people read. */
  public String label() {
    return label;
  }

  public Side other() {
    return this == SOURCE ? TARGET : SOURCE;
  }
}
