package de.asvumzug.task;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.plan.Window;
import de.asvumzug.task.briefing.TaskText;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The window of the tests: Friday 18:00 to Saturday 8:00 in Bavaria. */
class TaskDeadlineTest {
  private static final Instant DAY_BEFORE = Instant.parse("2026-12-03T17:00:00Z");
  private static final Instant START = Instant.parse("2026-12-04T17:00:00Z");
  private static final Instant END = Instant.parse("2026-12-05T07:00:00Z");
  private static final Instant NIGHT = Instant.parse("2026-12-04T22:00:00Z");
  private static final Instant MONDAY = Instant.parse("2026-12-07T09:00:00Z");

  private final PersonTask staff = new Kind(false, false);
  private final PersonTask school = new Kind(true, false);
  private final PersonTask acceptance = new Kind(false, true);

  private record Kind(boolean forSchool, boolean afterMove) implements PersonTask {
    @Override
    public String element() {
      return "some";
    }

    @Override
    public Answers answers() {
      return null;
    }

    @Override
    public void check(Completion completion) {
      // Nothing is answered here.
    }

    @Override
    public TaskText text() {
      return null;
    }
  }

  private static TaskDeadline of(PersonTask task) {
    return new TaskDeadline(task, new Window(START, END));
  }

  @Test
  void what_is_asked_weeks_before_is_due_a_day_before_the_window() {
    assertThat(of(staff).at(Instant.parse("2026-11-20T09:00:00Z"))).isEqualTo(DAY_BEFORE);
  }

  @Test
  void a_school_has_a_week_to_answer_but_never_longer_than_till_the_day_before() {
    assertThat(of(school).at(Instant.parse("2026-11-20T09:00:00Z")))
        .isEqualTo(Instant.parse("2026-11-27T09:00:00Z"));
    assertThat(of(school).at(Instant.parse("2026-12-01T09:00:00Z"))).isEqualTo(DAY_BEFORE);
  }

  @Test
  void what_is_asked_on_the_last_day_is_due_when_the_window_begins() {
    assertThat(of(staff).at(Instant.parse("2026-12-04T09:00:00Z"))).isEqualTo(START);
  }

  @Test
  void what_is_asked_in_the_window_is_due_with_its_end() {
    assertThat(of(staff).at(NIGHT)).isEqualTo(END);
    assertThat(of(school).at(NIGHT)).isEqualTo(END);
  }

  @Test
  void what_holds_the_move_up_after_the_window_is_due_at_once() {
    assertThat(of(staff).at(MONDAY)).isEqualTo(MONDAY);
  }

  @Test
  void a_school_that_is_asked_after_the_window_has_a_day() {
    assertThat(of(school).at(MONDAY)).isEqualTo(Instant.parse("2026-12-08T09:00:00Z"));
  }

  @Test
  void the_acceptance_may_wait_a_week_after_the_window() {
    assertThat(of(acceptance).at(NIGHT)).isEqualTo(Instant.parse("2026-12-12T07:00:00Z"));
    assertThat(of(acceptance).at(MONDAY)).isEqualTo(Instant.parse("2026-12-14T09:00:00Z"));
  }

  @Test
  void a_preparation_is_told_with_its_day() {
    assertThat(of(staff).words(START)).isEqualTo("bis Freitag, 4. Dezember 2026, 18:00 Uhr");
  }

  @Test
  void what_the_night_needs_is_told_as_urgent() {
    assertThat(of(staff).words(END))
        .isEqualTo("sofort, spätestens bis Samstag, 5. Dezember 2026, 08:00 Uhr");
    assertThat(of(staff).words(MONDAY)).isEqualTo("sofort; das Zeitfenster ist schon vorüber");
  }

  @Test
  void a_school_is_never_driven() {
    assertThat(of(school).words(END)).isEqualTo("bis Samstag, 5. Dezember 2026, 08:00 Uhr");
  }
}
