package de.asvumzug.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A model must not have a step that nobody carries out: a move would wait there without a word. */
class StepWorkerLifecycleTest {
  private final RepositoryService repository = mock(RepositoryService.class, RETURNS_DEEP_STUBS);
  private final ExternalTaskService externalTasks = mock(ExternalTaskService.class);

  @BeforeEach
  void one_model_with_two_steps() {
    ProcessDefinition definition = mock(ProcessDefinition.class);
    when(definition.getId()).thenReturn("backup:1");
    when(repository.createProcessDefinitionQuery().latestVersion().active().list())
        .thenReturn(List.of(definition));
    when(repository.getBpmnModelInstance("backup:1"))
        .thenReturn(
            Bpmn.createExecutableProcess("backup")
                .startEvent()
                .serviceTask("stopSource")
                .camundaExternalTask("stopSource")
                .serviceTask("announce")
                .camundaDelegateExpression("${announceDelegate}")
                .serviceTask("guardSource")
                .camundaExternalTask("guardSource")
                .endEvent()
                .done());
    when(externalTasks.getTopicNames()).thenReturn(List.of());
  }

  private StepWorkerLifecycle lifecycle(String... beans) {
    Map<String, StepHandler> handlers = new java.util.HashMap<>();
    for (String bean : beans) {
      handlers.put(bean, step -> StepOutcome.completed());
    }
    return new StepWorkerLifecycle(
        handlers,
        null,
        null,
        null,
        externalTasks,
        null,
        new HandlerCoverage(externalTasks, repository));
  }

  @Test
  void it_starts_when_every_step_of_the_models_has_its_handler() {
    StepWorkerLifecycle lifecycle = lifecycle("stopSourceDelegate", "guardSourceDelegate");

    lifecycle.start();

    assertThat(lifecycle.isRunning()).isTrue();
  }

  @Test
  void it_refuses_to_start_and_names_the_step_that_has_none() {
    StepWorkerLifecycle lifecycle = lifecycle("stopSourceDelegate");

    assertThatThrownBy(lifecycle::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("guardSource")
        .hasMessageNotContaining("stopSource");
    assertThat(lifecycle.isRunning()).isFalse();
  }

  @Test
  void a_step_of_an_older_model_that_still_waits_counts_too() {
    when(externalTasks.getTopicNames()).thenReturn(List.of("oldStep"));

    assertThatThrownBy(() -> lifecycle("stopSourceDelegate", "guardSourceDelegate").start())
        .hasMessageContaining("oldStep");
  }
}
