package de.asvumzug.web.move;

/** How a move stands, in words that everybody understands. */
public enum MoveState {
  NOT_STARTED("noch nicht begonnen"),
  RUNNING("läuft"),
  TROUBLE("Störung"),
  ROLLING_BACK("wird abgebrochen"),
  ABORTED("abgebrochen"),
  DONE("abgeschlossen");

  private final String label;

  MoveState(String label) {
    this.label = label;
  }

  /** The German name that people read. */
  public String label() {
    return label;
  }

  public boolean over() {
    return this == DONE || this == ABORTED;
  }
}
