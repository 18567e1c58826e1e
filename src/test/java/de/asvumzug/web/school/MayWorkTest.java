package de.asvumzug.web.school;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.PlanStore;
import de.asvumzug.web.move.MoveState;
import de.asvumzug.web.move.StepStanding;
import de.asvumzug.web.move.StepView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a secretary reads who asks whether she may work. */
class MayWorkTest {
  private static final Migration PLAN = new PlanStore().acceptGoodPlan();

  @ParameterizedTest
  @CsvSource({
    "RUNNING, -1, '', YES, vor dem Umzug",
    "RUNNING, 1, '', YES, noch nicht begonnen",
    "RUNNING, 1, asv-migration/announceStart, NO, Voraussichtlich wieder ab",
    "RUNNING, 1, backup/stopSource, NO, Voraussichtlich wieder ab",
    "TROUBLE, 1, backup/stopSource, NO, Voraussichtlich wieder ab",
    "RUNNING, 99, backup/stopSource, NO, dauert länger",
    "RUNNING, 1, backup/lockTenantOnSource backup/startSource, NO, Voraussichtlich",
    "RUNNING, 1, backup/stopSource go-live/startTarget, CHECK, noch nichts ein",
    "RUNNING, 9, backup/stopSource go-live/startTarget asv-migration/announceDone, YES, neuen Server",
    "DONE, 99, backup/stopSource go-live/startTarget, YES, neuen Server",
    "ROLLING_BACK, 1, backup/stopSource rollback/startSource, NO, wieder in Betrieb genommen",
    "ROLLING_BACK, 1, backup/stopSource rollback/startSource rollback/notifyRollback, YES, bisherigen Server",
    "ABORTED, -1, '', YES, wie gewohnt"
  })
  void is_told_by_state_steps_and_time(
      MoveState state, int hoursFromStart, String steps, MayWork.Answer answer, String words) {
    MayWork told =
        MayWork.of(
            PLAN,
            state,
            views(steps),
            PLAN.window().end(),
            PLAN.window().start().plus(Duration.ofHours(hoursFromStart)));

    assertThat(told.answer()).isEqualTo(answer);
    assertThat(told.words()).contains(words);
  }

  private static List<StepView> views(String steps) {
    List<StepView> views = new ArrayList<>();
    for (String step : steps.isEmpty() ? new String[0] : steps.split(" ")) {
      Instant at = Instant.EPOCH.plusSeconds(views.size());
      views.add(
          new StepView(
              step.replaceAll("/.*", ""),
              step.replaceAll(".*/", ""),
              step,
              "serviceTask",
              null,
              StepView.State.ENDED,
              at,
              at,
              null,
              1,
              null,
              null,
              StepStanding.ENDED));
    }
    return views;
  }
}
