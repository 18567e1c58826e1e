package de.asvumzug.web.plan;

import de.asvumzug.web.plan.FormField.Choice;
import java.util.List;

/** What may be chosen, in German. */
final class Choices {
  private static final List<Choice> SCOPES =
      List.of(
          new Choice("", "Bitte wählen"),
          new Choice("ALL", "alle Schulen des alten Servers"),
          new Choice("SOME", "nur die unten genannten Schulen"));
  private static final List<Choice> VARIANTS =
      List.of(
          new Choice("", "Bitte wählen"),
          new Choice("ENTERPRISE", "ASV-Server Enterprise (PostgreSQL)"),
          new Choice("SCHOOL", "ASV-Server School (H2)"));
  private static final List<Choice> MODES =
      List.of(new Choice("AUTOMATIC", "automatisch"), new Choice("MANUAL", "von Hand"));

  /** Only asked about in the one hour of the year that comes twice. */
  private static final List<Choice> OFFSETS =
      List.of(
          new Choice("", "eindeutig"),
          new Choice("+02:00", "das erste Mal (Sommerzeit)"),
          new Choice("+01:00", "das zweite Mal (Winterzeit)"));

  private Choices() {}

  static List<Choice> of(String path) {
    if (path.equals("scope")) {
      return SCOPES;
    }
    if (path.endsWith("variant")) {
      return VARIANTS;
    }
    return path.startsWith("window.") ? OFFSETS : MODES;
  }
}
