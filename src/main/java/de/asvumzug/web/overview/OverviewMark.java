package de.asvumzug.web.overview;

import de.asvumzug.web.move.MoveStatus;
import java.util.Optional;
import java.util.stream.Stream;

/** The states that the overview counts and filters by, in the order of their urgency. */
public enum OverviewMark {
  TROUBLE("Störung", 0),
  ROLLING_BACK("wird abgebrochen", 1),
  RUNNING("läuft", 2),
  WAITING("wartet", 2),
  NOT_STARTED("noch nicht begonnen", 3),
  DONE("abgeschlossen", 4),
  ABORTED("abgebrochen", 4);

  private final String label;
  private final int urgency;

  OverviewMark(String label, int urgency) {
    this.label = label;
    this.urgency = urgency;
  }

  /** German. */
  public String label() {
    return label;
  }

  /** The lower, the more it needs people. */
  int urgency() {
    return urgency;
  }

  static OverviewMark of(MoveStatus status) {
    return valueOf(status.mark());
  }

  static Optional<OverviewMark> named(String name) {
    return Stream.of(values()).filter(mark -> mark.name().equals(name)).findFirst();
  }
}
