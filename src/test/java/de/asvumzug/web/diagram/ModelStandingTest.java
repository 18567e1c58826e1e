package de.asvumzug.web.diagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import de.asvumzug.web.diagram.MoveModels.Model;
import de.asvumzug.web.language.Languages;
import de.asvumzug.web.language.PageLanguage;
import de.asvumzug.web.language.Words;
import de.asvumzug.web.move.StepStanding;
import de.asvumzug.web.move.StepView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelStandingTest {
  private static final Instant NOON = Instant.parse("2026-12-04T12:00:00Z");
  private static final Model WHOLE =
      new Model("asv-migration", "Umzug", Map.of("prepare", "prepare"), "");
  private static final Model PREPARE =
      new Model("prepare", "Vorarbeiten", Map.of("checkMachines", "check-machines"), "");
  private static final Model CHECK = new Model("check-machines", "Server prüfen", Map.of(), "");

  @Test
  void the_last_run_of_an_element_counts() {
    assertThat(
            of(
                WHOLE,
                ended("asv-migration", "finish", 0, StepStanding.ENDED),
                ended("asv-migration", "finish", 10, StepStanding.CANCELLED)))
        .extracting(ElementStanding::kind)
        .containsExactly("CANCELLED");
  }

  @Test
  void what_is_open_comes_before_what_has_ended() {
    assertThat(
            of(
                WHOLE,
                open("asv-migration", "finish", "callActivity", 0, StepStanding.RUNNING),
                ended("asv-migration", "finish", 10, StepStanding.ENDED)))
        .extracting(ElementStanding::label)
        .containsExactly("läuft");
  }

  @Test
  void a_call_stands_as_badly_as_what_failed_deep_inside() {
    assertThat(
            of(
                WHOLE,
                open("asv-migration", "prepare", "callActivity", 0, StepStanding.RUNNING),
                open("prepare", "checkMachines", "callActivity", 1, StepStanding.RUNNING),
                open("check-machines", "checkSource", "serviceTask", 2, StepStanding.FAILED)))
        .extracting(ElementStanding::element, ElementStanding::kind, ElementStanding::label)
        .containsExactly(tuple("prepare", "FAILED", "fehlgeschlagen"));
  }

  @Test
  void a_call_says_who_is_waited_for_inside() {
    assertThat(
            of(
                WHOLE,
                open("asv-migration", "prepare", "callActivity", 0, StepStanding.RUNNING),
                open(
                    "prepare",
                    "confirmPreparation",
                    "userTask",
                    2,
                    StepStanding.waitingFor("Technik"))))
        .extracting(ElementStanding::label)
        .containsExactly("wartet auf Technik");
  }

  @Test
  void a_timer_that_has_not_come_waits_and_does_not_run() {
    assertThat(
            of(
                WHOLE,
                open(
                    "asv-migration",
                    "waitForWindow",
                    "intermediateTimer",
                    0,
                    StepStanding.RUNNING)))
        .extracting(ElementStanding::kind, ElementStanding::label)
        .containsExactly(tuple("WAITING", "wartet"));
  }

  @Test
  void what_is_done_for_each_school_says_how_many_are_done() {
    assertThat(
            of(
                PREPARE,
                step("prepare", "agreeSchedule", "userTask", "0001", 0, 5, StepStanding.ENDED),
                step(
                    "prepare", "agreeSchedule", "userTask", "0002", 0, null, StepStanding.RUNNING)))
        .extracting(ElementStanding::label)
        .containsExactly("läuft (1 von 2 Schulen fertig)");
  }

  @Test
  void elements_of_other_models_stand_in_their_own_diagram() {
    assertThat(of(WHOLE, ended("prepare", "loadPlan", 0, StepStanding.ENDED))).isEmpty();
  }

  private static List<ElementStanding> of(Model model, StepView... steps) {
    Map<String, Model> models =
        Map.of(WHOLE.key(), WHOLE, PREPARE.key(), PREPARE, CHECK.key(), CHECK);
    Words words = new Words(new Languages().messageSource(), new PageLanguage());
    return new ModelStanding(List.of(steps), key -> Optional.ofNullable(models.get(key)), words)
        .of(model);
  }

  private static StepView ended(String model, String element, int at, StepStanding standing) {
    return step(model, element, "serviceTask", null, at, at + 5, standing);
  }

  private static StepView open(
      String model, String element, String type, int at, StepStanding standing) {
    return step(model, element, type, null, at, null, standing);
  }

  private static StepView step(
      String model,
      String element,
      String type,
      String school,
      int at,
      Integer end,
      StepStanding standing) {
    return new StepView(
        model,
        element,
        element,
        type,
        school,
        end == null ? StepView.State.RUNNING : StepView.State.ENDED,
        NOON.plusSeconds(at),
        end == null ? null : NOON.plusSeconds(end),
        null,
        0,
        null,
        null,
        standing);
  }
}
