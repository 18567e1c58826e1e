package de.asvumzug.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.security.AskedTasks;
import de.asvumzug.security.AskedTasks.AskedTask;
import de.asvumzug.step.incident.ManualSteps;
import de.asvumzug.task.manual.ManualTask;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.util.StringUtils;

/** A task of a person is one class, named after its element. */
class PersonTasksTest {
  private final List<PersonTask> all = PersonTasksFixture.all();

  @Test
  void every_task_of_the_models_has_exactly_one_class() {
    assertThat(all)
        .extracting(PersonTask::element)
        .containsExactlyInAnyOrderElementsOf(AskedTasks.all().keySet());
  }

  @Test
  void a_class_is_named_after_its_element() {
    for (PersonTask task : all) {
      assertThat(task.getClass().getSimpleName())
          .isEqualTo(StringUtils.capitalize(task.element()) + "Task");
    }
  }

  @Test
  void a_task_takes_what_its_form_asks_for() {
    for (PersonTask task : all) {
      AskedTask form = AskedTasks.all().get(task.element());
      TreeSet<String> asked = new TreeSet<>(form.fields().keySet());
      asked.removeIf(Answers::isItem);
      assertThat(task.answers().names()).as(task.element()).isEqualTo(asked);
    }
  }

  @Test
  void only_a_schools_task_is_done_for_a_school() {
    for (PersonTask task : all) {
      assertThat(task.forSchool())
          .as(task.element())
          .isEqualTo(AskedTasks.all().get(task.element()).group().startsWith("schule-"));
    }
  }

  @Test
  void every_manual_twin_stands_in_for_a_step_that_may_be_done_by_hand() {
    List<String> steps =
        all.stream()
            .filter(ManualTask.class::isInstance)
            .map(task -> ((ManualTask) task).step())
            .toList();

    assertThat(steps).hasSize(9).allMatch(ManualSteps::hasManualWay);
  }

  @Test
  void a_task_of_another_version_asks_whether_it_is_done() {
    PersonTask unknown = PersonTasksFixture.with().of("cleanUpManually");

    assertThat(unknown.answers().names()).containsExactlyInAnyOrder("done", "comment");
    assertThat(unknown.text().title()).isEqualTo("Von Hand erledigen");
    assertThat(unknown.needsPassword()).isFalse();
  }

  @Test
  void two_classes_for_one_element_are_refused() {
    List<PersonTask> twice = List.of(new OtherTask("recheckData"), new OtherTask("recheckData"));

    assertThatThrownBy(() -> new PersonTasks(twice)).hasMessageContaining("recheckData");
  }
}
