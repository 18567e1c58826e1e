package de.asvumzug.web.progress;

import static de.asvumzug.web.progress.ProgressFixture.FULL;
import static de.asvumzug.web.progress.ProgressFixture.at;
import static de.asvumzug.web.progress.ProgressFixture.step;
import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.plan.Route;
import de.asvumzug.plan.RouteDecision.Answer;
import de.asvumzug.web.move.StepView;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.Test;

class MoveProgressTest {
  /** Taken only when the acceptance was refused, or on the way back. */
  private static final Set<String> NOT_ON_THE_WAY = Set.of("resolveFindings", "rollback");

  @Test
  void the_first_stage_that_is_not_over_is_the_one_in_work() {
    MoveProgress progress =
        progress(
            step("prepare", -900, -20), step("recheckMachines", 0, 4), step("backup", 5, null));

    assertThat(progress.number()).isEqualTo(3);
    assertThat(progress.of()).isEqualTo(7);
    assertThat(progress.current().milestone().name()).isEqualTo("Sicherung durchführen");
  }

  @Test
  void a_stage_that_runs_again_is_open_again() {
    MoveProgress progress = progress(step("finish", 60, 90), step("finish", 120, null));

    assertThat(stage(progress, "finish").open()).isTrue();
    assertThat(stage(progress, "finish").begin()).isEqualTo(at(60));
  }

  @Test
  void a_stage_that_was_cancelled_has_not_been() {
    assertThat(stage(progress(step("backup", 5, 9, StepView.State.CANCELLED)), "backup").begin())
        .isNull();
  }

  @Test
  void a_way_by_schools_restores_school_by_school_and_clears_the_old_server() {
    assertThat(Milestone.of(new Answer(Route.TENANTS, false, true, true, "")))
        .extracting(Milestone::element)
        .containsExactly(
            "prepare",
            "recheckMachines",
            "backup",
            "restoreTenants",
            "finish",
            "acceptMigration",
            "clearSource");
  }

  @Test
  void every_stage_is_an_element_of_the_model_and_bears_its_name() throws Exception {
    Map<String, String> stages =
        Stream.of(FULL, new Answer(Route.TENANTS, true, true, true, ""))
            .flatMap(way -> Milestone.of(way).stream())
            .distinct()
            .collect(Collectors.toMap(Milestone::element, Milestone::name));

    assertThat(stages).isEqualTo(inTheModel());
  }

  private static Map<String, String> inTheModel() throws Exception {
    try (InputStream model = MoveProgressTest.class.getResourceAsStream("/asv-migration.bpmn")) {
      var bpmn = Bpmn.readModelFromStream(model);
      return Stream.concat(
              bpmn.getModelElementsByType(CallActivity.class).stream(),
              bpmn.getModelElementsByType(UserTask.class).stream())
          .filter(element -> !NOT_ON_THE_WAY.contains(element.getId()))
          .collect(Collectors.toMap(element -> element.getId(), element -> element.getName()));
    }
  }

  private static MoveProgress progress(StepView... steps) {
    return new MoveProgress(MoveProgress.stages(Milestone.of(FULL), List.of(steps)), null, null);
  }

  private static Stage stage(MoveProgress progress, String element) {
    return progress.stages().stream()
        .filter(one -> one.milestone().element().equals(element))
        .findFirst()
        .orElseThrow();
  }
}
