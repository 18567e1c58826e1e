package de.asvumzug.task.briefing;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.calendar.Calendars;
import de.asvumzug.calendar.ScheduleCalendar.Note;
import de.asvumzug.plan.Contacts;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.PlanStore;
import de.asvumzug.plan.Window;
import de.asvumzug.plan.intake.OpenMoves.OpenMove;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What staff should know of a window before anybody is asked about it. */
class ScheduleNotesTest {
  private final PlanStore store = new PlanStore();
  private final ScheduleNotes notes =
      new ScheduleNotes(Calendars.schedule(), store.migrations, () -> List.copyOf(store.openMoves));
  private Migration other;

  @BeforeEach
  void anotherMoveIsOpen() {
    other = store.acceptGoodPlan();
    store.openMoves.add(new OpenMove(other.id(), false));
  }

  @Test
  void a_move_that_needs_the_same_machine_at_the_same_time_is_named() {
    assertThat(notes.of(plan(), other.window()))
        .anySatisfy(
            note -> {
              assertThat(note.warning()).isTrue();
              assertThat(note.text()).contains(other.id(), "dieselbe Maschine", "alt", "neu");
            });
  }

  @Test
  void a_move_of_the_same_technician_is_named_by_their_address() {
    assertThat(texts(other.window()))
        .anyMatch(text -> text.contains("dieselbe Technik: technik@it.example"));
  }

  @Test
  void a_move_at_another_time_does_not_matter() {
    Window later = new Window(other.window().end(), other.window().end().plus(Duration.ofHours(8)));

    assertThat(texts(later)).noneMatch(text -> text.contains(other.id()));
  }

  @Test
  void a_move_that_has_ended_does_not_matter() {
    store.openMoves.clear();

    assertThat(texts(other.window())).noneMatch(text -> text.contains(other.id()));
  }

  @Test
  void a_move_does_not_collide_with_itself() {
    assertThat(notes.of(other, other.window())).noneMatch(note -> note.text().contains(other.id()));
  }

  @Test
  void nobody_is_the_same_technician_as_nobody() {
    Migration unknown = plan().withoutPeople();
    assertThat(unknown.contacts()).isEqualTo(Contacts.NONE);

    assertThat(notes.of(unknown, other.window()))
        .noneMatch(note -> note.text().contains("Technik"));
  }

  private List<String> texts(Window window) {
    return notes.of(plan(), window).stream().map(Note::text).toList();
  }

  /** The same plan once more, not stored yet. */
  private Migration plan() {
    return other.withId(null);
  }
}
