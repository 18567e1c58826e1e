package de.asvumzug.task.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.OverrulingRepository;
import de.asvumzug.plan.Side;
import de.asvumzug.security.DoorsFixture;
import de.asvumzug.security.DoorsTestBase;
import de.asvumzug.task.briefing.TaskItem;
import de.asvumzug.task.finding.BlockingFindings.Blocking;
import de.asvumzug.trail.TrailReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Findings of the preparation are overruled by two persons, and only those that may be. */
class OverruleIT extends DoorsTestBase {
  private static final String MOVE = DoorsFixture.MOVE;

  @Autowired private DoorsFixture.Checked checked;
  @Autowired private BlockingFindings findings;
  @Autowired private OverrulingRepository store;
  @Autowired private ResolveFindingsTask resolveFindings;
  @Autowired private TrailReader trail;
  @Autowired private JdbcClient jdbc;

  @BeforeEach
  void two_findings_of_which_one_secures_data() {
    jdbc.sql("delete from umzug.overruling").update();
    checked.source =
        List.of(disk("3,0 GB frei", 3), Finding.blocking("Versionsregel", "2.15", "2.14", "…"));
  }

  @AfterEach
  void end() {
    checked.source = List.of();
    RuntimeService runtime = engine.getRuntimeService();
    for (ProcessInstance one :
        runtime.createProcessInstanceQuery().processDefinitionKey("check-machines").list()) {
      end(one.getId());
    }
  }

  @Test
  void reason_word_and_a_second_person_overrule_a_finding() {
    Task resolve = resolving();
    assertThat(resolveFindings.items(MOVE))
        .extracting(TaskItem::label)
        .containsExactly("Alter Server: Freier Speicherplatz");
    complete(resolve, "technik", overruling("Platte wird getauscht", "Überstimmen"));
    assertThat(openTitles()).contains("Freier Speicherplatz");

    complete(confirming(resolve), "technik2", Map.of("overruleConfirmed", true));

    assertThat(openTitles()).containsExactly("Versionsregel");
    assertThat(store.all(MOVE))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.askedBy()).isEqualTo("technik");
              assertThat(one.decidedBy()).isEqualTo("technik2");
              assertThat(one.reason()).isEqualTo("Platte wird getauscht");
            });
    assertThat(trail.rows(MOVE))
        .filteredOn(row -> row.text().startsWith("Überstimmt:"))
        .last()
        .satisfies(
            row -> {
              assertThat(row.actor()).isEqualTo("technik2");
              assertThat(row.details())
                  .containsEntry("askedBy", "technik")
                  .containsEntry("decidedBy", "technik2");
              assertThat(row.details().get("findings").toString())
                  .contains("Freier Speicherplatz", "3,0 GB frei", "Platte wird getauscht");
            });
  }

  @Test
  void the_one_who_asked_does_not_agree_to_it() {
    Task resolve = resolving();
    complete(resolve, "technik", overruling("Platte wird getauscht", "überstimmen"));
    Task confirm = confirming(resolve);

    refused(
        () -> complete(confirm, "technik", Map.of("overruleConfirmed", true)),
        "Vier-Augen-Prinzip");

    assertThat(openTitles()).contains("Freier Speicherplatz");
    assertThatThrownBy(
            () -> store.decide(resolve.getProcessInstanceId(), "technik", true, "allein"))
        .isInstanceOf(DataIntegrityViolationException.class);
  }

  @Test
  void without_a_reason_or_the_word_nothing_is_overruled() {
    Task resolve = resolving();

    refused(() -> complete(resolve, "technik", overruling(" ", "überstimmen")), "Bitte begründen");
    refused(() -> complete(resolve, "technik", overruling("so halt", "ja")), "„überstimmen“");
    refused(() -> complete(resolve, "technik", overruling("so halt", "")), "„überstimmen“");

    assertThat(store.all(MOVE)).isEmpty();
  }

  @Test
  void what_secures_data_or_has_changed_meanwhile_is_not_overruled() {
    Blocking structure =
        new Blocking(
            Side.SOURCE,
            Finding.blocking("Versionsregel", "2.15", "2.14", "…").mayBeOverruled(),
            java.util.Optional.empty());
    Task resolve = resolving();
    Map<String, Object> outdated = overruling("Platte wird getauscht", "überstimmen");
    checked.source = List.of(disk("1,0 GB frei", 8));

    refused(
        () -> complete(resolve, "technik", overruling(structure.key(), "eilt", "überstimmen")),
        "darf nicht überstimmt werden");
    refused(() -> complete(resolve, "technik", outdated), "Bitte laden Sie die Seite neu");

    assertThat(store.all(MOVE)).isEmpty();
  }

  @Test
  void a_no_of_the_second_person_needs_words_and_leaves_the_finding_open() {
    Task resolve = resolving();
    complete(resolve, "technik", overruling("Platte wird getauscht", "überstimmen"));
    Task confirm = confirming(resolve);

    refused(() -> complete(confirm, "technik2", Map.of()), "Dürfen diese Befunde");
    refused(
        () -> complete(confirm, "technik2", Map.of("overruleConfirmed", false)),
        "Warum dürfen sie nicht");
    complete(confirm, "technik2", Map.of("overruleConfirmed", false, "comment", "Erst tauschen"));

    assertThat(openTitles()).contains("Freier Speicherplatz");
    assertThat(store.all(MOVE).get(0).agreed()).isFalse();
  }

  @Test
  void an_overruling_holds_while_the_finding_says_the_same_and_is_not_worse() {
    overruled();

    checked.source = List.of(disk("2,9 GB frei", 3));
    assertThat(openTitles()).isEmpty();
    checked.source = List.of(disk("3,6 GB frei", 1));
    assertThat(openTitles()).isEmpty();

    checked.source = List.of(disk("0,4 GB frei", 9));
    assertThat(openTitles()).containsExactly("Freier Speicherplatz");
    checked.source = List.of(Finding.blocking("Freier Speicherplatz", "…", "4 GB", "…"));
    assertThat(openTitles()).containsExactly("Freier Speicherplatz");
    checked.source =
        List.of(
            Finding.blocking("Freier Speicherplatz", "nicht prüfbar", "…", "…").mayBeOverruled());
    assertThat(openTitles()).containsExactly("Freier Speicherplatz");
  }

  @Test
  void an_overruling_is_of_one_move() {
    overruled();

    assertThat(findings.open("U-2026-0999")).isNotEmpty();
  }

  @Test
  void findings_of_another_model_are_not_overruled() {
    ProcessInstance instance =
        engine
            .getRuntimeService()
            .createProcessInstanceByKey("check-surroundings")
            .businessKey(MOVE)
            .setVariables(Map.of("migrationId", MOVE))
            .startBeforeActivity("resolveFindings")
            .execute();
    try {
      Task task = next(instance.getId());
      refused(
          () -> complete(task, "technik", overruling("eilt", "überstimmen")),
          "nur bei der Prüfung der Server vor dem Umzug");

      complete(task, "technik", Map.of("findingsResolved", true, "comment", "behoben"));
      assertThat(engine.getRuntimeService().getVariable(instance.getId(), "overrule")).isNull();
    } finally {
      end(instance.getId());
    }
  }

  private void overruled() {
    Task resolve = resolving();
    complete(resolve, "technik", overruling("Platte wird getauscht", "überstimmen"));
    complete(confirming(resolve), "technik2", Map.of("overruleConfirmed", true));
  }

  private static Finding disk(String reading, int degree) {
    return Finding.blocking("Freier Speicherplatz", reading, "4 GB", "Platz schaffen")
        .mayBeOverruled("zu wenig Platz in /var/umzug", degree);
  }

  private List<String> openTitles() {
    return findings.open(MOVE).stream().map(one -> one.finding().title()).toList();
  }

  /** What the form sends when the disk's finding is to be overruled. */
  private Map<String, Object> overruling(String reason, String word) {
    return overruling(resolveFindings.items(MOVE).get(0).key(), reason, word);
  }

  private static Map<String, Object> overruling(String key, String reason, String word) {
    Map<String, Object> answers = new HashMap<>();
    answers.put("findingsResolved", true);
    answers.put("comment", "Rest ist behoben");
    answers.put("overruleWord", word);
    answers.put(
        "item_0",
        JsonNodeFactory.instance
            .objectNode()
            .put("key", key)
            .put("answer", "overrule")
            .put("reason", reason)
            .toString());
    return answers;
  }

  private Task resolving() {
    ProcessInstance instance =
        engine
            .getRuntimeService()
            .createProcessInstanceByKey("check-machines")
            .businessKey(MOVE)
            .setVariables(Map.of("migrationId", MOVE, "openFindings", 2))
            .startBeforeActivity("resolveFindings")
            .execute();
    return next(instance.getId());
  }

  private Task confirming(Task resolve) {
    Task task = next(resolve.getProcessInstanceId());
    assertThat(task.getTaskDefinitionKey()).isEqualTo("confirmOverrule");
    return task;
  }

  private Task next(String instance) {
    return engine.getTaskService().createTaskQuery().processInstanceId(instance).singleResult();
  }

  private void complete(Task task, String user, Map<String, Object> variables) {
    engine.getTaskService().setAssignee(task.getId(), user);
    engine.getTaskService().complete(task.getId(), variables);
  }

  private static void refused(ThrowingCallable completion, String why) {
    assertThatThrownBy(completion).hasMessageContaining(why);
  }
}
