package de.asvumzug.web.overview;

import java.util.Optional;
import java.util.stream.Stream;

/** In which order the overview shows moves; each has an index. */
public enum OverviewOrder {
  URGENT("dringend", "Dringendes zuerst", "urgency, sort_key, id"),
  WINDOW("fenster", "nach Umzugsfenster", "window_start, id"),
  NUMBER("nummer", "nach Nummer, neueste zuerst", "id desc");

  private final String parameter;
  private final String label;
  private final String columns;

  OverviewOrder(String parameter, String label, String columns) {
    this.parameter = parameter;
    this.label = label;
    this.columns = columns;
  }

  /** As in the address of the page. */
  public String parameter() {
    return parameter;
  }

  /** German. */
  public String label() {
    return label;
  }

  String columns() {
    return columns;
  }

  static Optional<OverviewOrder> named(String parameter) {
    return Stream.of(values()).filter(order -> order.parameter.equals(parameter)).findFirst();
  }
}
