package de.asvumzug.task.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.security.DoorsFixture;
import de.asvumzug.security.DoorsTestBase;
import de.asvumzug.trail.evidence.EvidenceFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is approved is what was shown, and what will run. */
class ApprovalsIT extends DoorsTestBase {
  @Autowired private EvidenceFactory evidence;

  private Approval kept(String element) {
    return evidence
        .of(DoorsFixture.MOVE, null, null, null, null)
        .find(Approval.evidence(element), Approval.class)
        .orElseThrow();
  }

  private void complete(Task task, String person, Map<String, Object> answers) {
    if (!person.equals(task.getAssignee())) {
      engine.getTaskService().setAssignee(task.getId(), person);
    }
    engine.getTaskService().complete(task.getId(), answers);
  }

  private static Map<String, Object> prepared(String shown) {
    Map<String, Object> answers = new HashMap<>();
    answers.put("prepared", true);
    answers.put("oldSysLoginWorks", true);
    if (shown != null) {
      answers.put("shownState", shown);
    }
    return answers;
  }

  private String shown(Task task, String person) throws Exception {
    return loggedIn(person).json("/api/tasks/" + task.getId() + "/briefing").path("shown").asText();
  }

  private Task next(Task task) {
    return engine
        .getTaskService()
        .createTaskQuery()
        .processInstanceId(task.getProcessInstanceId())
        .singleResult();
  }

  @Test
  void the_checksum_of_what_was_shown_is_kept_with_both_persons() throws Exception {
    Task preparation = waitingAt("confirmPreparation");
    String first = shown(preparation, "technik");
    complete(preparation, "technik", prepared(first));
    Task release = next(preparation);
    String second = shown(release, "betreiber");
    complete(release, "betreiber", Map.of("released", true, "shownState", second));

    Approval one = kept("confirmPreparation");
    Approval other = kept("releaseCutover");
    assertThat(one.sha256()).isEqualTo(first);
    assertThat(other.sha256()).isEqualTo(second);
    assertThat(one.person()).isEqualTo("technik");
    assertThat(other.person()).isEqualTo("betreiber");
    assertThat(one.shown()).isTrue();
    assertThat(one.modelsSha256()).isEqualTo(other.modelsSha256());
    assertThat(one.state().models())
        .containsKeys("asv-migration.bpmn", "migration-route.dmn", "forms/release-cutover.html");
  }

  @Test
  void what_changed_while_the_form_was_open_has_to_be_read_again() throws Exception {
    Task preparation = waitingAt("confirmPreparation");
    String before = shown(preparation, "technik");
    evidence
        .of(DoorsFixture.MOVE, null, null, null, null)
        .store("line-measurement", Map.of("at", System.nanoTime()));

    assertThatThrownBy(() -> complete(preparation, "technik", prepared(before)))
        .hasStackTraceContaining("Bitte laden Sie die Seite neu und lesen Sie es noch einmal");
    assertThat(next(preparation).getId()).isEqualTo(preparation.getId());

    complete(preparation, "technik", prepared(shown(preparation, "technik")));
  }

  @Test
  void without_a_form_it_is_kept_that_nothing_was_shown() {
    complete(waitingAt("confirmPreparation"), "technik", prepared(null));
    assertThat(kept("confirmPreparation").shown()).isFalse();
  }

  @Test
  void a_move_that_would_run_by_other_models_cannot_use_the_approval() throws Exception {
    Task preparation = waitingAt("confirmPreparation");
    complete(preparation, "technik", prepared(null));
    Task release = next(preparation);
    String changed =
        Files.readString(Path.of("processes/asv-migration.bpmn"))
            .replace("Umzug eines ASV-Servers", "Umzug eines anderen Servers");
    String deployment =
        engine
            .getRepositoryService()
            .createDeployment()
            .name("other models")
            .addInputStream(
                "asv-migration.bpmn",
                new java.io.ByteArrayInputStream(changed.getBytes(StandardCharsets.UTF_8)))
            .deploy()
            .getId();
    try {
      assertThatThrownBy(() -> complete(release, "technik2", Map.of("released", true)))
          .hasStackTraceContaining("nach anderen Modellen");
      assertThat(next(preparation).getId()).isEqualTo(release.getId());
    } finally {
      engine.getRepositoryService().deleteDeployment(deployment, true);
    }
    complete(release, "technik2", Map.of("released", true));
  }
}
