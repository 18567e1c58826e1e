package de.asvumzug.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.historyService;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.repositoryService;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Moves that run go on in the models in which they began when a new version of the application
 * brings new ones, and the new application still carries out every step of the old models. The
 * models of a release are kept below {@code src/test/resources/released}.
 */
abstract class UpgradeModelTests extends MovePlays {

  @RegisterExtension
  static final ProcessEngineCoverageExtension ENGINE =
      (ProcessEngineCoverageExtension)
          ProcessEngineCoverageExtension.builder("model-tests.cfg.xml").build();

  private final String release;
  private String newDeployment;

  /**
   * @param release its folder below {@code released}
   */
  UpgradeModelTests(String release) {
    super(ENGINE, released(release).stream().map(file -> path(release, file)).toList());
    this.release = release;
  }

  @AfterEach
  void removeTheNewModels() {
    if (newDeployment != null) {
      repositoryService().deleteDeployment(newDeployment, true);
    }
  }

  @ParameterizedTest(name = "{0}, updated after {1}")
  @CsvSource({
    "whole server, checkSource",
    "whole server, agreeSchedule",
    "whole server, freezeUpdates",
    "whole server, stopSource",
    "whole server, backupDatabase",
    "whole server, verifyBackup",
    "whole server, transferBackup",
    "whole server, installServer",
    "whole server, restoreDatabase",
    "whole server, confirmOriginalLogin",
    "whole server, refreshApplicationData",
    "whole School server, guardSource",
    "whole School server, backupDatabase",
    "whole School server, restoreDatabase",
    "clone, cloneDatabase",
    "other variant, backupTenant",
    "out of a server in use, lockTenantOnSource",
    "into a server in use, backupTarget",
    "between servers in use, checkOthers",
  })
  void a_move_ends_in_the_models_in_which_it_began(String route, String last) {
    ProcessInstance move = moveOf(ROUTES.get(route).get());
    playUntil(last);
    assertThat(steps).contains(last);

    deployTheNewModels();
    playUntil("nothing");

    assertThat(move).isEnded().hasPassed("migrationFinished");
    assertThat(definitionsUsed()).isNotEmpty().allMatch(definition -> definition.getVersion() == 1);
  }

  @ParameterizedTest(name = "{0}, updated and aborted after {1}")
  @CsvSource({
    "whole server, backupDatabase",
    "whole server, restoreDatabase",
    "whole School server, restoreDatabase",
    "out of a server in use, startSource",
    "into a server in use, restoreTenant"
  })
  void a_move_is_taken_back_in_the_models_in_which_it_began(String route, String last) {
    ProcessInstance move = moveOf(ROUTES.get(route).get());
    playUntil(last);

    deployTheNewModels();
    abort();

    assertThat(move).isEnded().hasPassed("migrationRolledBack");
    assertThat(definitionsUsed()).allMatch(definition -> definition.getVersion() == 1);
  }

  @Test
  void a_move_that_begins_afterwards_begins_in_the_new_models() {
    deployTheNewModels();

    ProcessInstance move = moveOf(ROUTES.get("whole server").get());
    playUntil("nothing");

    assertThat(move).isEnded();
    assertThat(steps).contains("fenceSource");
  }

  @Test
  void a_school_move_of_before_has_one_step_for_both_variants_and_a_new_one_its_own() {
    moveOf(ROUTES.get("whole School server").get());
    playUntil("guardSource");

    deployTheNewModels();
    playUntil("nothing");
    assertThat(steps)
        .contains("backupDatabase", "restoreDatabase")
        .doesNotContain("backupDatabaseFolder", "restoreDatabaseFolder");

    steps.clear();
    moveOf(ROUTES.get("whole School server").get());
    playUntil("nothing");
    assertThat(steps)
        .contains("backupDatabaseFolder", "restoreDatabaseFolder")
        .doesNotContain("backupDatabase", "restoreDatabase");
  }

  @Test
  void every_step_of_the_released_models_has_its_handler_still() throws Exception {
    Set<String> there = ModelConventionsTest.namesBelow(ModelConventionsTest.DELEGATES);
    Set<String> missing = new TreeSet<>();
    for (BpmnModelInstance model : models()) {
      for (ServiceTask task : model.getModelElementsByType(ServiceTask.class)) {
        if (!there.contains(ModelConventionsTest.className(task.getId()))) {
          missing.add(task.getId());
        }
      }
    }
    assertThat(missing)
        .as("a running move would wait there for ever; keep the delegate until no such move runs")
        .isEmpty();
  }

  @Test
  void every_form_of_the_released_models_is_there_still() {
    for (BpmnModelInstance model : models()) {
      for (UserTask task : model.getModelElementsByType(UserTask.class)) {
        String form = task.getCamundaFormKey().replace("embedded:deployment:", "");
        assertThat(Path.of("processes", form)).as(task.getId()).exists();
      }
    }
  }

  private List<BpmnModelInstance> models() {
    return released(release).stream()
        .filter(file -> file.endsWith(".bpmn"))
        .map(file -> getClass().getClassLoader().getResourceAsStream(path(release, file)))
        .map(Bpmn::readModelFromStream)
        .toList();
  }

  private static String path(String release, String file) {
    return "released/" + release + "/" + file;
  }

  private static List<String> released(String release) {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/released", release))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void deployTheNewModels() {
    DeploymentBuilder builder = repositoryService().createDeployment();
    ProcessModels.files().forEach(builder::addClasspathResource);
    newDeployment = builder.deploy().getId();
  }

  private static List<ProcessDefinition> definitionsUsed() {
    return historyService()
        .createHistoricProcessInstanceQuery()
        .processInstanceBusinessKey(MOVE)
        .list()
        .stream()
        .map(HistoricProcessInstance::getProcessDefinitionId)
        .map(id -> repositoryService().getProcessDefinition(id))
        .toList();
  }
}
