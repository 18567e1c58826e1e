package de.asvumzug.web.school;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.when;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.School;
import de.asvumzug.task.briefing.SchoolVoices.SchoolSaid;
import de.asvumzug.web.WebFixture;
import de.asvumzug.web.move.MoveOutlook.Abort;
import de.asvumzug.web.move.MoveOutlook.Outlook;
import de.asvumzug.web.move.MoveState;
import de.asvumzug.web.move.MoveStatus;
import de.asvumzug.web.move.StepStanding;
import de.asvumzug.web.move.StepView;
import de.asvumzug.web.move.Viewer;
import de.asvumzug.web.school.SchoolTasks.OpenTask;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A school reads of its moves, and of nothing else. */
class SchoolMovesTest {
  private static final Viewer SCHOOL = Viewer.of(WebFixture.SCHOOL_1);
  private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");

  private final WebFixture web = new WebFixture();
  private final Migration plan = web.store.acceptGoodPlan();
  private List<OpenTask> open = List.of();
  private List<SchoolSaid> confirmed = List.of();
  private final SchoolMoves moves =
      new SchoolMoves(web.moves, groups -> open, (groups, id) -> confirmed);

  private SchoolMove move() {
    return moves.of(SCHOOL, NOW).get(0);
  }

  @Test
  void a_school_that_takes_no_part_has_no_move() {
    assertThat(moves.of(Viewer.of(WebFixture.SCHOOL_9), NOW)).isEmpty();
  }

  @Test
  void no_other_school_is_named() {
    assertThat(move().schools()).extracting(School::number).containsExactly("0001");
  }

  @Test
  void its_answers_stand_there_and_those_of_others_do_not() {
    web.store.answers.record(plan.id(), "0001", "recheckData", "schule-1", false, "5b fehlt");
    web.store.answers.record(plan.id(), "0002", "recheckData", "schule-2", true, "alles da");

    assertThat(move().said())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.question()).isEqualTo("Daten prüfen");
              assertThat(one.yes()).isFalse();
              assertThat(one.comment()).isEqualTo("5b fehlt");
            });
  }

  @Test
  void what_it_confirmed_stands_among_its_answers_in_order() {
    web.store.answers.record(plan.id(), "0001", "recheckData", "schule-1", true, "");
    confirmed =
        List.of(
            new SchoolSaid(
                "Berichte exportieren", true, "", Instant.parse("2026-11-01T08:00:00Z")));

    assertThat(move().said())
        .extracting(SchoolSaid::question)
        .containsExactly("Berichte exportieren", "Daten prüfen");
  }

  @Test
  void tasks_of_another_move_do_not_stand_there() {
    OpenTask own = new OpenTask("t1", "Daten prüfen", plan.id(), null);
    open = List.of(own, new OpenTask("t2", "Daten prüfen", "U-2025-0009", null));

    assertThat(move().open()).containsExactly(own);
  }

  @Test
  void who_gave_the_move_up_is_not_told_but_why() {
    web.outlook =
        new Outlook("der alte Server", NOW, null, new Abort("technik2", "Leitung weg"), null);
    when(web.history.status(plan.id()))
        .thenReturn(new MoveStatus(MoveState.ABORTED, null, NOW, NOW, List.of()));

    Outlook told = move().head().outlook();

    assertThat(told.abort()).isEqualTo(new Abort(null, "Leitung weg"));
    assertThat(told.answering()).isNull();
    assertThat(move().work().answer()).isEqualTo(MayWork.Answer.YES);
  }

  @Test
  void a_new_expected_end_is_the_one_that_counts() {
    Instant late = plan.window().end().plusSeconds(7200);
    web.outlook = new Outlook(null, null, late, null, null);
    when(web.history.steps(plan.id())).thenReturn(List.of(begun()));

    SchoolMove move = moves.of(SCHOOL, plan.window().end().plusSeconds(60)).get(0);

    assertThat(move.work().answer()).isEqualTo(MayWork.Answer.NO);
    assertThat(move.work().words()).startsWith("Voraussichtlich wieder ab");
  }

  private static StepView begun() {
    return new StepView(
        "asv-migration",
        "announceStart",
        "Beginn mitteilen",
        "serviceTask",
        null,
        StepView.State.ENDED,
        NOW,
        NOW,
        null,
        0,
        null,
        null,
        StepStanding.ENDED);
  }
}
