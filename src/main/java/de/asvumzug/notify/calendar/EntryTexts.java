package de.asvumzug.notify.calendar;

import de.asvumzug.common.GermanFormat;
import de.asvumzug.common.PlainWords;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.School;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The German texts of entries: what is going on, what to do before, whom to call. */
public final class EntryTexts {
  private EntryTexts() {}

  /**
   * The move itself.
   *
   * @param school null for people beside the schools
   * @param link of the page that shows how it stands
   */
  public static EntryText ofMove(
      Migration migration, School school, Instant start, Instant end, String link) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Der ASV-Server zieht um. Von %s bis %s kann niemand mit ASV arbeiten."
            .formatted(GermanFormat.full(start), GermanFormat.full(end)));
    lines.add("");
    if (school != null) {
      lines.add("Schule: " + name(school));
      lines.add("");
      lines.add("Vorher zu tun:");
      lines.add("- Alle Eingaben in ASV speichern.");
      lines.add("- ASV auf allen Arbeitsplätzen beenden, bevor der Umzug beginnt.");
      lines.add("");
      lines.add("Danach bekommen Sie eine Aufgabe: Ihre Daten kurz prüfen.");
    } else {
      lines.add("Umzug: " + PlainWords.unlinked(migration.title()));
      lines.add("");
      lines.add("Vorher zu tun:");
      lines.add("- Prüfen, ob noch Aufgaben dieses Umzugs offen sind.");
      lines.add("");
      lines.add("Beteiligte Schulen:");
      migration.schools().forEach(one -> lines.add("- " + name(one) + phone(one)));
    }
    return new EntryText(
        school == null
            ? "Umzug des ASV-Servers: %s (%s)"
                .formatted(PlainWords.unlinked(migration.title()), migration.id())
            : "Umzug des ASV-Servers, ASV steht still (%s)".formatted(migration.id()),
        end(lines, migration, link),
        link,
        school == null);
  }

  /** What is left of the entry of a move that does not take place, where it is shown at all. */
  static EntryText ofCancelled(Migration migration, String link) {
    List<String> lines = new ArrayList<>();
    lines.add("Der Umzug des ASV-Servers findet zu dieser Zeit nicht statt.");
    return new EntryText(
        "Abgesagt: Umzug des ASV-Servers (%s)".formatted(migration.id()),
        end(lines, migration, link),
        link,
        false);
  }

  /**
   * A school's task.
   *
   * @param name German name of the task
   * @param link of the task
   */
  public static EntryText ofTask(Migration migration, String name, Instant due, String link) {
    List<String> lines = new ArrayList<>();
    lines.add("Beim Umzug des ASV-Servers wartet eine Aufgabe auf Sie.");
    lines.add("");
    lines.add("Aufgabe: " + PlainWords.unlinked(name));
    lines.add("Bitte erledigen: bis " + GermanFormat.full(due));
    lines.add("");
    lines.add("Wenn sie schon erledigt ist, brauchen Sie nichts mehr zu tun.");
    return new EntryText(
        "Frist: %s (%s)".formatted(PlainWords.unlinked(name), migration.id()),
        end(lines, migration, link),
        link,
        false);
  }

  private static String end(List<String> lines, Migration migration, String link) {
    List<String> contacts =
        migration.contacts() == null
            ? List.of()
            : migration.contacts().forQuestions(PlainWords::unlinked);
    if (!contacts.isEmpty()) {
      lines.add("");
      lines.add("Fragen an:");
      contacts.forEach(contact -> lines.add("- " + PlainWords.oneLine(contact)));
    }
    lines.add("");
    lines.add("Stand: " + link);
    return String.join("\n", lines);
  }

  private static String name(School school) {
    return PlainWords.unlinked(school.name()) + " (" + school.number() + ")";
  }

  private static String phone(School school) {
    String phone = PlainWords.oneLine(school.phone()).replaceAll("[^0-9+/() -]", "").strip();
    return phone.isEmpty() ? "" : ", Telefon " + phone;
  }
}
