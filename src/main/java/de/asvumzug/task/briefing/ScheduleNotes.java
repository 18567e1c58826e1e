package de.asvumzug.task.briefing;

import de.asvumzug.calendar.ScheduleCalendar;
import de.asvumzug.calendar.ScheduleCalendar.Note;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Migrations;
import de.asvumzug.plan.Window;
import de.asvumzug.plan.intake.OpenMoves;
import de.asvumzug.plan.intake.OpenMoves.OpenMove;
import de.asvumzug.plan.people.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * What staff should know of a window before anybody is asked about it: what the calendar says, and
 * other moves at the same time that need the same machine or the same technician. Names of other
 * moves are for staff only.
 */
@Component("scheduleNotes")
public class ScheduleNotes {
  private final ScheduleCalendar calendar;
  private final Migrations migrations;
  private final OpenMoves open;

  public ScheduleNotes(ScheduleCalendar calendar, Migrations migrations, @Lazy OpenMoves open) {
    this.calendar = calendar;
    this.migrations = migrations;
    this.open = open;
  }

  /**
   * @param plan whose window it is to be; its id may be missing yet
   * @return collisions first
   */
  public List<Note> of(Migration plan, Window window) {
    List<Note> notes = new ArrayList<>();
    List<Migration> others =
        migrations.at(window).stream().filter(other -> !other.id().equals(plan.id())).toList();
    if (!others.isEmpty()) {
      Set<String> running = open.list().stream().map(OpenMove::id).collect(Collectors.toSet());
      others.stream()
          .filter(other -> running.contains(other.id()))
          .flatMap(other -> collisions(plan, other).stream())
          .forEach(notes::add);
    }
    notes.addAll(calendar.notes(window.start(), window.end()));
    return notes;
  }

  /** One fact for each. */
  public void addTo(BriefingDraft draft, Window window) {
    of(draft.migration(), window)
        .forEach(
            note ->
                draft.fact("Zum Termin", note.warning() ? "Achtung: " + note.text() : note.text()));
  }

  private static List<Note> collisions(Migration plan, Migration other) {
    List<Note> found = new ArrayList<>();
    String move = "%s („%s“)".formatted(other.id(), other.title());
    Set<String> machines = new TreeSet<>(plan.machines());
    machines.retainAll(other.machines());
    if (!machines.isEmpty()) {
      found.add(
          new Note(
              true,
              "Zur selben Zeit braucht %s dieselbe Maschine: %s."
                  .formatted(move, String.join(", ", machines))));
    }
    Set<String> technicians = technicians(plan);
    technicians.retainAll(technicians(other));
    if (!technicians.isEmpty()) {
      found.add(
          new Note(
              true,
              "Zur selben Zeit braucht %s dieselbe Technik: %s."
                  .formatted(move, String.join(", ", technicians))));
    }
    return found;
  }

  private static Set<String> technicians(Migration plan) {
    return plan.people("technik").stream()
        .filter(person -> !person.deputy())
        .map(Person::mail)
        .filter(mail -> !mail.isBlank())
        .map(mail -> mail.toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
