package de.asvumzug.web.plan;

import de.asvumzug.plan.intake.FieldError;
import de.asvumzug.web.plan.FormField.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is wrong with a plan, by the fields of the form and in its words: who fills in a form has
 * never seen the names and values of a plan's file.
 */
final class FormFindings {
  private static final Map<String, String> WORDS = words();

  /** Where a finding about a whole section stands. */
  private static final Map<String, String> SECTIONS =
      Map.of(
          "", "f-was",
          "source", "f-alt",
          "source.database", "f-alt",
          "source.inUse", "f-alt",
          "target", "f-neu",
          "target.database", "f-neu",
          "schools", "f-schulen",
          "window", "f-termin",
          "packages", "f-pakete",
          "clients", "f-clients");

  private final Map<String, String> messages;

  private FormFindings(Map<String, String> messages) {
    this.messages = messages;
  }

  static FormFindings none() {
    return new FormFindings(Map.of());
  }

  static FormFindings of(List<FieldError> errors) {
    Map<String, String> messages = new LinkedHashMap<>();
    errors.forEach(error -> messages.put(error.field(), message(error)));
    return new FormFindings(messages);
  }

  /** One of the plan as a whole. */
  static FormFindings of(String message) {
    return new FormFindings(Map.of("", message));
  }

  /** Null if there is nothing wrong with the field or section. */
  String at(String path) {
    return messages.get(path);
  }

  /** One line of the list at the top of the page. */
  record Line(String label, String message, String place) {}

  List<Line> lines() {
    return messages.entrySet().stream()
        .map(entry -> line(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Line line(String path, String message) {
    FormField field = PlanFields.of(path);
    if (field == null) {
      return new Line("", message, SECTIONS.getOrDefault(path, "f-was"));
    }
    return new Line(label(field, path), message, FormPage.id(path));
  }

  /** A label that also tells which of several fields of that name is meant. */
  static String label(FormField field, String path) {
    if (field.repeated()) {
      int row = Integer.parseInt(path.replaceAll("\\D+", "")) + 1;
      return "%s %d, %s".formatted(row(path), row, field.label());
    }
    String where =
        path.startsWith("source.")
            ? "Alter Server: "
            : path.startsWith("target.") ? "Neuer Server: " : "";
    return where + field.label();
  }

  private static String row(String path) {
    String list = path.substring(0, path.indexOf('['));
    return switch (list) {
      case "schools" -> "Schule";
      case "alternatives" -> "Ausweichtermin";
      default -> "Client";
    };
  }

  private static String message(FieldError error) {
    FormField field = PlanFields.of(error.field());
    if (field != null && field.kind() == Kind.CHOICE && choiceOnly(error.message())) {
      return "Bitte wählen Sie eine der Möglichkeiten.";
    }
    if (field != null && field.kind() == Kind.MACHINE && error.message().startsWith("fehlt")) {
      return "Bitte wählen Sie eine der eingerichteten Maschinen.";
    }
    String message = error.message();
    for (Map.Entry<String, String> word : WORDS.entrySet()) {
      message = message.replace(word.getKey(), word.getValue());
    }
    return Character.toUpperCase(message.charAt(0)) + message.substring(1);
  }

  private static boolean choiceOnly(String message) {
    return message.contains("möglich sind: ");
  }

  private static Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put(" ohne Anführungszeichen", "");
    words.put(" in Anführungszeichen", "");
    words.put("scope ALL", "„alle Schulen des alten Servers“");
    words.put("scope SOME", "„nur die unten genannten Schulen“");
    words.put(
        "hier false angeben", "den Haken bei den anderen Schulen des alten Servers wegnehmen");
    words.put("scope und variant", "die Auswahl der Schulen und die Varianten");
    words.put("den Abschnitt weglassen", "die Angaben zur Datenbank leeren");
    words.put("variant ENTERPRISE", "die Variante Enterprise");
    words.put(" wie \"0001\"", " wie 0001");
    words.put("P30D (30 Tage) oder PT12H", "30 (Tage) oder PT12H (zwölf Stunden)");
    words.put(
        "mit dem Abstand zur Weltzeit angeben",
        "in der Auswahl darunter sagen, welches Mal gemeint ist");
    words.put("2026-12-11T16:00 (Ortszeit) oder 2026-12-11T16:00:00+01:00", "11.12.2026, 16:00");
    return words;
  }
}
