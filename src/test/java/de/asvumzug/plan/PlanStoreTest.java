package de.asvumzug.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.plan.answer.SchoolAnswer.Topic;
import de.asvumzug.plan.answer.Vote;
import de.asvumzug.plan.intake.FiledMigration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The store of plans, votes and answers on a real PostgreSQL. */
class PlanStoreTest {
  private static final PlanStore STORE = new PlanStore();

  @BeforeEach
  void empty() {
    STORE
        .jdbc
        .sql(
            "truncate umzug.migration, umzug.migration_number, umzug.vote, umzug.school_answer"
                + " restart identity")
        .update();
  }

  private static Window later(Window window) {
    Duration day = Duration.ofDays(1);
    return new Window(window.start().plus(day), window.end().plus(day));
  }

  @Test
  void leaves_no_gap_when_a_plan_is_not_stored_in_the_end() {
    STORE.acceptGoodPlan();
    STORE.transaction.executeWithoutResult(
        status -> {
          STORE.intake.accept(PlanFixture.goodPlan(), "technik");
          status.setRollbackOnly();
        });

    assertThat(STORE.acceptGoodPlan().id()).isEqualTo("U-2026-0002");
  }

  @Test
  void gives_each_plan_its_own_number_when_many_come_at_once() throws Exception {
    ExecutorService people = Executors.newFixedThreadPool(8);
    try {
      List<Callable<String>> plans =
          IntStream.range(0, 24)
              .<Callable<String>>mapToObj(i -> () -> STORE.acceptGoodPlan().id())
              .toList();

      List<String> ids =
          people.invokeAll(plans).stream().map(PlanStoreTest::result).sorted().toList();

      assertThat(ids)
          .isEqualTo(IntStream.rangeClosed(1, 24).mapToObj("U-2026-%04d"::formatted).toList());
    } finally {
      people.shutdownNow();
    }
  }

  private static String result(Future<String> future) {
    try {
      return future.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void keeps_the_old_revision_when_the_window_moves() {
    Migration first = STORE.acceptGoodPlan();

    Migration moved = STORE.intake.moveWindow(first.id(), later(first.window()), "technik2");

    assertThat(STORE.migrations.get(first.id())).isEqualTo(moved);
    assertThat(STORE.migrations.revisions(first.id()))
        .extracting(FiledMigration::plan)
        .containsExactly(first, moved);
    assertThat(STORE.migrations.filed(first.id()).orElseThrow())
        .extracting(FiledMigration::revision, FiledMigration::createdBy)
        .containsExactly(2, "technik2");
  }

  @Test
  void lists_every_move_once_with_its_newest_revision_and_the_newest_first() {
    Migration first = STORE.acceptGoodPlan();
    STORE.migrations.moveWindow(first.id(), later(first.window()), "technik");
    STORE.acceptGoodPlan();

    assertThat(STORE.migrations.list())
        .extracting(filed -> filed.plan().id() + "/" + filed.revision())
        .containsExactly("U-2026-0002/1", "U-2026-0001/2");
  }

  @Test
  void says_that_a_move_is_unknown() {
    assertThatThrownBy(() -> STORE.migrations.get("U-2026-0099"))
        .isInstanceOf(UnknownMigration.class)
        .hasMessageContaining("U-2026-0099");
  }

  @Test
  void needs_the_word_of_every_school() {
    String id = STORE.acceptGoodPlan().id();

    STORE.vote(id, "0001", "schule-a", true, null);
    boolean afterOne = STORE.votes.allAgreed(id);
    STORE.vote(id, "0002", "schule-b", true, "passt");

    assertThat(afterOne).isFalse();
    assertThat(STORE.votes.allAgreed(id)).isTrue();
  }

  @Test
  void counts_the_latest_word_of_a_school() {
    String id = STORE.acceptGoodPlan().id();
    STORE.vote(id, "0001", "schule-a", true, "");
    STORE.vote(id, "0002", "schule-b", true, "");

    STORE.vote(id, "0002", "schule-b", false, "Zeugnistermin");

    assertThat(STORE.votes.allAgreed(id)).isFalse();
    assertThat(STORE.votes.latest(id))
        .extracting(Vote::school, Vote::comment)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("0001", ""),
            org.assertj.core.groups.Tuple.tuple("0002", "Zeugnistermin"));
  }

  @Test
  void asks_all_schools_anew_after_the_window_has_moved() {
    Migration plan = STORE.acceptGoodPlan();
    STORE.vote(plan.id(), "0001", "schule-a", true, "");
    STORE.vote(plan.id(), "0002", "schule-b", true, "");

    STORE.migrations.moveWindow(plan.id(), later(plan.window()), "technik");

    assertThat(STORE.votes.allAgreed(plan.id())).isFalse();
  }

  @Test
  void a_window_of_nanoseconds_can_be_agreed_to() {
    Migration plan = STORE.acceptGoodPlan();
    Window exact =
        new Window(plan.window().start().plusNanos(999_999_999), plan.window().end().plusNanos(1));
    STORE.migrations.moveWindow(plan.id(), exact, "technik");

    STORE.vote(plan.id(), "0001", "schule-a", true, "");
    STORE.vote(plan.id(), "0002", "schule-b", true, "");

    assertThat(STORE.votes.allAgreed(plan.id())).isTrue();
  }

  @Test
  void several_windows_are_no_agreement_whatever_the_schools_say() {
    Migration plan = twoWindows();
    STORE.vote(plan.id(), "0001", "schule-a", true, "");
    STORE.vote(plan.id(), "0002", "schule-b", true, "");

    assertThat(STORE.votes.allAgreed(plan.id())).isFalse();
    assertThat(STORE.votes.schoolsToAsk(plan.id())).isEmpty();
  }

  @Test
  void asks_nobody_again_about_a_window_that_everybody_agreed_to() {
    Migration plan = twoWindows();
    Window second = plan.alternatives().get(0);
    say(plan, "0001", Map.of(plan.window(), true, second, true));
    say(plan, "0002", Map.of(plan.window(), false, second, true));

    STORE.migrations.moveWindow(plan.id(), second, "technik");

    assertThat(STORE.votes.schoolsToAsk(plan.id())).isEmpty();
    assertThat(STORE.votes.allAgreed(plan.id())).isTrue();
  }

  @Test
  void asks_only_the_school_whose_answer_a_change_concerns_and_only_about_that() {
    Migration plan = twoWindows();
    Window second = plan.alternatives().get(0);
    Window third = later(second);
    say(plan, "0001", Map.of(plan.window(), true, second, true));
    say(plan, "0002", Map.of(plan.window(), true, second, false));

    STORE.migrations.moveWindow(plan.id(), second, "technik");
    assertThat(STORE.votes.schoolsToAsk(plan.id())).containsExactly("0002");

    STORE.migrations.propose(plan.id(), List.of(second, third), "technik");
    assertThat(STORE.votes.schoolsToAsk(plan.id())).containsExactly("0001", "0002");
    assertThat(STORE.votes.asked(plan.id(), "0001")).containsExactly(third);
    assertThat(STORE.votes.asked(plan.id(), "0002")).containsExactly(second, third);
  }

  @Test
  void knows_the_window_of_before() {
    Migration plan = STORE.acceptGoodPlan();
    assertThat(STORE.votes.before(plan.id())).isEmpty();

    STORE.migrations.moveWindow(plan.id(), later(plan.window()), "technik");

    assertThat(STORE.votes.before(plan.id())).contains(plan.window());
  }

  @Test
  void takes_no_word_about_a_window_that_is_not_proposed() {
    Migration plan = STORE.acceptGoodPlan();
    Map<Window, Boolean> old = Map.of(later(plan.window()), true);

    assertThatThrownBy(() -> say(plan, "0001", old))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Bitte laden Sie die Aufgabe neu");
  }

  @Test
  void finds_moves_at_the_same_time_by_their_newest_window() {
    Migration plan = STORE.acceptGoodPlan();
    Window moved = later(later(plan.window()));
    STORE.migrations.moveWindow(plan.id(), moved, "technik");

    assertThat(STORE.migrations.at(moved)).extracting(Migration::id).contains(plan.id());
    assertThat(STORE.migrations.at(plan.window()))
        .extracting(Migration::id)
        .doesNotContain(plan.id());
  }

  private static Migration twoWindows() {
    Migration plan = STORE.acceptGoodPlan();
    return STORE.migrations.propose(
        plan.id(), List.of(plan.window(), later(plan.window())), "technik");
  }

  private static void say(Migration plan, String school, Map<Window, Boolean> fits) {
    STORE.votes.record(plan.id(), school, "schule", fits, "");
  }

  @Test
  void takes_no_vote_of_a_school_that_is_not_part_of_the_move() {
    String id = STORE.acceptGoodPlan().id();

    assertThatThrownBy(() -> STORE.vote(id, "9999", "schule-x", true, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("9999");
  }

  @Test
  void is_content_when_every_school_has_answered_both_questions() {
    String id = STORE.acceptGoodPlan().id();
    STORE.answers.record(id, "0001", Topic.APPLICATION_DATA_REFRESHED, "a", true, "");
    STORE.answers.record(id, "0001", Topic.DATA_RECHECKED, "a", true, "");
    STORE.answers.record(id, "0002", Topic.APPLICATION_DATA_REFRESHED, "b", true, "");
    boolean before = STORE.answers.allFine(id);

    STORE.answers.record(id, "0002", Topic.DATA_RECHECKED, "b", true, "");

    assertThat(before).isFalse();
    assertThat(STORE.answers.allFine(id)).isTrue();
  }

  @Test
  void is_not_content_while_a_school_complains() {
    String id = STORE.acceptGoodPlan().id();
    for (String school : List.of("0001", "0002")) {
      STORE.answers.record(id, school, Topic.APPLICATION_DATA_REFRESHED, "x", true, "");
      STORE.answers.record(id, school, Topic.DATA_RECHECKED, "x", true, "");
    }

    STORE.answers.record(id, "0002", Topic.TENANT_DATA_COMPLETED, "x", false, "Benutzer fehlt");

    assertThat(STORE.answers.allFine(id)).isFalse();
  }
}
