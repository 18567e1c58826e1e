package de.asvumzug.delegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.delegate.mail.NotifyCancellationDelegate;
import de.asvumzug.delegate.mail.SendInvitationsDelegate;
import de.asvumzug.delegate.mail.TaskWaitingListener;
import de.asvumzug.host.secret.KnownSecrets;
import de.asvumzug.notify.MailEvent;
import de.asvumzug.notify.MailStatus;
import de.asvumzug.notify.Mails;
import de.asvumzug.notify.MigrationFixture;
import de.asvumzug.notify.Outbox;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.plan.Migrations;
import de.asvumzug.plan.intake.PlanJson;
import de.asvumzug.support.TestDatabase;
import de.asvumzug.task.PersonTasks;
import de.asvumzug.task.PersonTasksFixture;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.TrailReader;
import de.asvumzug.trail.chain.TrailRow;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Trail and mails on a real engine and a real PostgreSQL, with a small model. */
@SpringBootTest(
    classes = EngineTrailTest.Application.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"camunda.bpm.job-execution.enabled=false", "asv.mail.poll=1h"})
class EngineTrailTest {

  @Configuration
  @EnableAutoConfiguration
  @ConfigurationPropertiesScan("de.asvumzug.notify")
  @ComponentScan({"de.asvumzug.trail", "de.asvumzug.notify"})
  @Import({KnownSecrets.class, TaskWaitingListener.class})
  static class Application {

    @Bean
    Migrations migrations(JdbcClient jdbc, Clock clock) {
      return new Migrations(jdbc, new PlanJson(), clock);
    }

    @Bean
    @Primary
    MigrationLookup lookup() {
      return id -> {
        if (!id.equals(MigrationFixture.ID)) {
          throw new NoSuchElementException(id);
        }
        return MigrationFixture.of();
      };
    }

    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }

    @Bean
    PersonTasks personTasks() {
      return PersonTasksFixture.with();
    }

    @Bean
    SendInvitationsDelegate sendInvitationsDelegate(Mails mails, MigrationLookup lookup) {
      return new SendInvitationsDelegate(mails, lookup);
    }

    @Bean
    NotifyCancellationDelegate notifyCancellationDelegate(Mails mails, MigrationLookup lookup) {
      return new NotifyCancellationDelegate(mails, lookup);
    }
  }

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry registry) {
    TestDatabase.fresh(registry);
  }

  private static final String FORM =
      "<form><input type=\"checkbox\" cam-variable-name=\"agreed\" cam-variable-type=\"Boolean\">"
          + "<input cam-variable-name=\"comment\"><input cam-variable-name=\"pupilName\"></form>";

  @Autowired private RepositoryService repository;
  @Autowired private RuntimeService runtime;
  @Autowired private TaskService tasks;
  @Autowired private IdentityService identity;
  @Autowired private TrailReader trail;
  @Autowired private Outbox outbox;
  @Autowired private PlatformTransactionManager transactions;

  private int before;
  private int mailsBefore;

  @BeforeEach
  void deploy() {
    if (repository.createProcessDefinitionQuery().processDefinitionKey("small-move").count() == 0) {
      repository
          .createDeployment()
          .addClasspathResource("trail/small-move.bpmn")
          .addString("forms/agree-schedule.html", FORM)
          .deploy();
    }
    before = trail.rows(MigrationFixture.ID).size();
    mailsBefore = outbox.mails(MigrationFixture.ID).size();
  }

  @AfterEach
  void end() {
    identity.clearAuthentication();
    for (ProcessInstance instance :
        runtime.createProcessInstanceQuery().rootProcessInstances().list()) {
      runtime.deleteProcessInstance(instance.getId(), "test is over", true);
    }
  }

  @Test
  void writes_every_activity_and_event_once_and_each_school_of_its_own() {
    start(MigrationFixture.ID, List.of("0001", "0002"));

    assertThat(lines())
        .containsExactly(
            "STEP_ENDED planAccepted null „Plan angenommen“ ist eingetreten.",
            "STEP_STARTED agreeSchedule 0001 „Termin abstimmen“ beginnt.",
            "TASK_CREATED agreeSchedule 0001 „Termin abstimmen“ wartet auf jemanden.",
            "STEP_STARTED agreeSchedule 0002 „Termin abstimmen“ beginnt.",
            "TASK_CREATED agreeSchedule 0002 „Termin abstimmen“ wartet auf jemanden.");
    assertThat(rows().get(2).details().get("groups")).isEqualTo(List.of("schule-0001"));
  }

  @Test
  void writes_who_took_a_task_and_what_was_decided_in_it() {
    start(MigrationFixture.ID, List.of("0001"));
    int started = trail.rows(MigrationFixture.ID).size();
    identity.setAuthentication("lena", List.of("schule-0001"));
    String task = tasks.createTaskQuery().singleResult().getId();

    tasks.claim(task, "lena");
    tasks.complete(
        task,
        Map.of("agreed", true, "comment", "gern", "pupilName", "Max", "reason", "nicht gefragt"));

    List<TrailRow> acts =
        trail.rows(MigrationFixture.ID).stream()
            .skip(started)
            .filter(row -> "agreeSchedule".equals(row.element()))
            .toList();
    assertThat(acts)
        .extracting(TrailRow::kind)
        .containsExactly(TrailKind.TASK_ASSIGNED, TrailKind.DECISION, TrailKind.STEP_ENDED);
    assertThat(acts).extracting(TrailRow::actor).containsExactly("lena", "lena", "system");
    assertThat(acts.get(0).text()).isEqualTo("„Termin abstimmen“ hat lena übernommen.");
    assertThat(acts.get(1).text()).isEqualTo("„Termin abstimmen“ wurde von lena abgeschlossen.");
    assertThat(acts.get(1).details())
        .as("only what is on the list and in the form")
        .isEqualTo(Map.of("agreed", true, "comment", "gern"));
  }

  @Test
  void a_rolled_back_transaction_leaves_neither_act_nor_line_nor_mail() {
    new TransactionTemplate(transactions)
        .executeWithoutResult(
            status -> {
              start(MigrationFixture.ID, List.of("0001"));
              status.setRollbackOnly();
            });

    assertThat(runtime.createProcessInstanceQuery().count()).isZero();
    assertThat(lines()).isEmpty();
    assertThat(mails()).isEmpty();
  }

  @Test
  void a_failure_within_the_engine_leaves_neither_act_nor_line() {
    start("U-2026-0404", List.of("0001"));
    String task = tasks.createTaskQuery().singleResult().getId();
    int started = trail.rows("U-2026-0404").size();

    // The delegate after the task finds no plan: the engine takes the completion back.
    assertThatThrownBy(() -> tasks.complete(task)).isInstanceOf(RuntimeException.class);

    assertThat(tasks.createTaskQuery().taskId(task).count()).isEqualTo(1);
    assertThat(trail.rows("U-2026-0404")).hasSize(started);
  }

  @Test
  void a_cancelled_step_is_on_the_trail() {
    start(MigrationFixture.ID, List.of());
    runtime
        .createMessageCorrelation("AbortMigration")
        .processInstanceBusinessKey(MigrationFixture.ID)
        .setVariable("reason", "Wasserschaden")
        .correlate();

    assertThat(lines())
        .contains(
            "STEP_CANCELLED confirmPreparation null „Vorarbeiten bestätigen“ wurde abgebrochen.",
            "STEP_ENDED aborted null „Abgebrochen“ ist eingetreten.",
            "STEP_STARTED notifyCancellation null „Absage mitteilen“ beginnt.",
            "STEP_ENDED notifyCancellation null „Absage mitteilen“ ist beendet.",
            "STEP_ENDED cancelled null „Abgesagt“ ist eingetreten.");
    assertThat(mails()).filteredOn(mail -> mail.event() == MailEvent.CANCELLED).hasSize(5);
  }

  @Test
  void a_waiting_task_is_told_to_its_group_alone() {
    start(MigrationFixture.ID, List.of("0002"));

    assertThat(mails())
        .singleElement()
        .satisfies(
            mail -> {
              assertThat(mail.event()).isEqualTo(MailEvent.TASK_WAITING);
              assertThat(mail.recipient()).isEqualTo("ms@wuermtal.example");
              assertThat(mail.subject()).endsWith("Termin abstimmen");
            });
  }

  @Test
  void the_agreed_window_is_told_to_all_concerned() {
    start(MigrationFixture.ID, List.of("0001"));
    tasks.complete(tasks.createTaskQuery().singleResult().getId(), Map.of("agreed", true));

    assertThat(mails()).filteredOn(mail -> mail.event() == MailEvent.AGREED).hasSize(5);
    assertThat(lines())
        .contains(
            "STEP_STARTED sendInvitations null „Einladungen verschicken“ beginnt.",
            "STEP_ENDED sendInvitations null „Einladungen verschicken“ ist beendet.")
        .noneMatch(line -> line.contains("Alle einig?"));
    assertThat(tasks.createTaskQuery().list())
        .extracting(Task::getName)
        .containsExactly("Vorarbeiten bestätigen");
  }

  @Test
  void a_move_without_a_plan_keeps_its_task_and_the_trail_says_why_no_mail_went() {
    start("U-2026-0405", List.of("0001"));

    assertThat(tasks.createTaskQuery().count()).isEqualTo(1);
    assertThat(trail.rows("U-2026-0405"))
        .anyMatch(row -> row.kind() == TrailKind.NOTE && row.text().contains("keinen Plan"));
  }

  @Test
  void a_process_that_is_no_move_leaves_no_line() {
    runtime.startProcessInstanceByKey("small-move", Map.of("schools", List.of("0001")));

    assertThat(lines()).isEmpty();
    assertThat(tasks.createTaskQuery().count()).isEqualTo(1);
  }

  @Test
  void the_whole_trail_verifies() {
    start(MigrationFixture.ID, List.of("0001", "0002"));

    assertThat(trail.verify(MigrationFixture.ID).findings()).isEmpty();
  }

  private void start(String move, List<String> schools) {
    runtime.startProcessInstanceByKey("small-move", move, Map.of("schools", schools));
  }

  private List<TrailRow> rows() {
    return trail.rows(MigrationFixture.ID).stream()
        .skip(before)
        .filter(row -> !row.kind().name().startsWith("MAIL_"))
        .toList();
  }

  private List<String> lines() {
    return rows().stream()
        .map(row -> row.kind() + " " + row.element() + " " + row.school() + " " + row.text())
        .toList();
  }

  private List<MailStatus> mails() {
    List<MailStatus> mails = outbox.mails(MigrationFixture.ID);
    return mails.subList(mailsBefore, mails.size());
  }
}
