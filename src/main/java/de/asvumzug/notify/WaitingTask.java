package de.asvumzug.notify;

import java.time.Instant;
import java.util.List;

/**
 * A task that people are told about.
 *
 * @param element id of the model's element, e.g. {@code agreeSchedule}
 * @param name German name
 * @param id the engine's id, for the link
 * @param heading stands above the lines, German
 * @param lines what the mail tells beside the name, German
 * @param round 1 for the first time that this group gets this task in the move, then 2, 3 …
 * @param due by when, German, e.g. {@code bis Freitag, 4. Dezember 2026, 18:00 Uhr}; empty if that
 *     is not known
 * @param dueAt the same for calendars; null if it is not known
 */
public record WaitingTask(
    String element,
    String name,
    String id,
    String heading,
    List<String> lines,
    int round,
    String due,
    Instant dueAt) {

  private static final String SCHOOLS = "Was die Schulen dazu sagen:";

  public WaitingTask {
    lines = List.copyOf(lines);
  }

  /** A task without a date for calendars. */
  public WaitingTask(
      String element, String name, String id, List<String> lines, int round, String due) {
    this(element, name, id, lines, round, due, null);
  }

  /** A task about which schools have said something. */
  public WaitingTask(
      String element,
      String name,
      String id,
      List<String> lines,
      int round,
      String due,
      Instant dueAt) {
    this(element, name, id, SCHOOLS, lines, round, due, dueAt);
  }

  /**
   * The German subject of the mail without the move: a repeated request can be told from a first.
   */
  String subject() {
    if (round == 1) {
      return MailEvent.TASK_WAITING.subject() + ": " + name;
    }
    return element.equals("agreeSchedule")
        ? "Neuer Terminvorschlag (%d. Runde): %s".formatted(round, name)
        : "Noch einmal (%d. Mal): %s".formatted(round, name);
  }
}
