package de.asvumzug.delegate.reminder;

import static de.asvumzug.notify.MailEvent.DAY_BEFORE;
import static de.asvumzug.notify.MailEvent.DIGEST;
import static de.asvumzug.notify.MailEvent.TASK_OVERDUE;
import static de.asvumzug.notify.MailEvent.TASK_REMINDER;
import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.calendar.Calendars;
import de.asvumzug.calendar.WorkCalendar;
import de.asvumzug.common.GermanFormat;
import de.asvumzug.delegate.engine.TaskDueListener;
import de.asvumzug.notify.MigrationFixture;
import de.asvumzug.notify.ReminderFixture;
import de.asvumzug.notify.ReminderFixture.Sent;
import de.asvumzug.notify.TaskMails;
import de.asvumzug.notify.reminder.DigestWanted;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.plan.School;
import de.asvumzug.plan.Window;
import de.asvumzug.plan.people.Contact;
import de.asvumzug.task.PersonTasks;
import de.asvumzug.task.PersonTasksOf;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.spring.boot.starter.event.EventPublisherPlugin;
import org.camunda.bpm.spring.boot.starter.property.EventingProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Weeks by the engine's clock: the real models, listeners and mails; only time is played. */
class ReminderWeekTest {
  private static final String SCHOOL = "gs@oed.example";
  private static final String DEPUTY = "konrektorin@oed.example";
  private static final String MANAGEMENT = "itm@amt.example";
  private static final String TECHNIK = "technik@amt.example";

  private final ReminderFixture kit = new ReminderFixture();
  private final WorkCalendar calendar = Calendars.work();
  private final Map<Object, Object> beans = new HashMap<>();
  private Migration move = withDeputy(MigrationFixture.of());
  private ProcessEngine engine;
  private TaskDueListener due;
  private TaskReminderListener reminders;
  private DigestListener digests;

  @BeforeEach
  void startEngine() {
    MigrationLookup moves = id -> move;
    EventingProperty eventing = new EventingProperty();
    eventing.setExecution(false);
    eventing.setHistory(false);
    DataSource database =
        new DriverManagerDataSource("jdbc:h2:mem:reminders;DB_CLOSE_DELAY=-1", "sa", "");
    SpringProcessEngineConfiguration configuration = new SpringProcessEngineConfiguration();
    configuration.setProcessEngineName("reminders");
    configuration.setDataSource(database);
    configuration.setTransactionManager(new DataSourceTransactionManager(database));
    configuration.setDatabaseSchemaUpdate("create-drop");
    configuration.setCustomPostBPMNParseListeners(new ArrayList<>());
    configuration.setJobExecutorActivate(false);
    configuration.setBeans(beans);
    configuration.getProcessEnginePlugins().add(new EventPublisherPlugin(eventing, this::publish));
    engine = configuration.buildProcessEngine();

    PersonTasks tasks = PersonTasksOf.school("agreeSchedule");
    TaskMails mails = kit.taskMails(moves, this::publish);
    OpenTasks open = new OpenTasks(engine.getTaskService(), moves, tasks);
    due = new TaskDueListener(moves, tasks);
    reminders = new TaskReminderListener(engine.getRuntimeService(), open, calendar, mails);
    digests = new DigestListener(engine.getRuntimeService(), calendar, kit.outbox(), kit.clock());
    beans.put("askAgainDelegate", new AskAgainDelegate(open, mails));
    beans.put("callLastDelegate", new CallLastDelegate(open, mails));
    beans.put("tellDeputiesDelegate", new TellDeputiesDelegate(open, mails));
    beans.put("tellManagementDelegate", new TellManagementDelegate(open, mails));
    beans.put("sendDigestDelegate", new SendDigestDelegate(mails));
    beans.put("planReminderDelegate", new PlanReminderDelegate(moves, calendar, kit.clock()));
    beans.put("remindOfWindowDelegate", new RemindOfWindowDelegate(kit.mails(), moves));
    JavaDelegate window =
        execution -> execution.setVariable("windowStart", Date.from(move.window().start()));
    beans.put("windowDelegate", window);
    engine
        .getRepositoryService()
        .createDeployment()
        .addClasspathResource("task-reminder.bpmn")
        .addClasspathResource("digest.bpmn")
        .addClasspathResource("asv-migration.bpmn")
        .addModelInstance("asked.bpmn", asked("asked", "agreeSchedule", "schule-0001"))
        .addModelInstance("staff.bpmn", asked("staff", "confirmPreparation", "technik"))
        .addModelInstance(
            "prepare.bpmn",
            Bpmn.createExecutableProcess("prepare")
                .camundaHistoryTimeToLive(1)
                .startEvent()
                .serviceTask()
                .camundaDelegateExpression("${windowDelegate}")
                .endEvent()
                .done())
        .addModelInstance("check.bpmn", asked("check-machines", "checked", "nobody"))
        .deploy();
  }

  private static BpmnModelInstance asked(String key, String element, String group) {
    return Bpmn.createExecutableProcess(key)
        .camundaHistoryTimeToLive(1)
        .startEvent()
        .userTask(element)
        .name(element)
        .camundaCandidateGroups(group)
        .endEvent()
        .done();
  }

  @AfterEach
  void stopEngine() {
    engine.close();
    ClockUtil.reset();
  }

  private void publish(Object event) {
    if (event instanceof DelegateTask task) {
      due.on(task);
      reminders.on(task);
    } else if (event instanceof DigestWanted wanted) {
      digests.on(wanted);
    }
  }

  /** From Thursday on, over the end of summer time and All Saints' Day, a Monday. */
  @Test
  void in_a_week_without_answer_everybody_hears_of_it_at_their_hour() {
    window("2027-11-20T16:00");
    at("2027-10-28T10:00");
    start("asked");

    until("2027-11-15T10:00");

    assertThat(kit.sent(move.id()))
        .containsExactly(
            new Sent(TASK_REMINDER, SCHOOL, time("2027-11-02T10:00")),
            new Sent(TASK_REMINDER, SCHOOL, time("2027-11-03T10:00")),
            new Sent(TASK_OVERDUE, DEPUTY, time("2027-11-04T10:00")),
            new Sent(TASK_OVERDUE, MANAGEMENT, time("2027-11-05T10:00")));
  }

  /** From the Thursday before Easter on, over the beginning of summer time. */
  @Test
  void the_other_clock_change_moves_no_hour_either() {
    window("2027-05-20T16:00");
    at("2027-03-25T10:00");
    start("asked");

    until("2027-04-20T10:00");

    assertThat(kit.sent(move.id()))
        .containsExactly(
            new Sent(TASK_REMINDER, SCHOOL, time("2027-03-31T10:00")),
            new Sent(TASK_OVERDUE, DEPUTY, time("2027-04-01T10:00")),
            new Sent(TASK_OVERDUE, MANAGEMENT, time("2027-04-02T10:00")));
  }

  @Test
  void asked_at_night_nobody_is_reminded_at_night() {
    window("2027-02-20T22:00");
    at("2027-01-29T23:30");
    start("asked");

    until("2027-03-01T10:00");

    assertThat(kit.sent(move.id())).hasSize(4).noneMatch(sent -> calendar.isQuiet(sent.at()));
  }

  @Test
  void after_an_answer_nobody_hears_of_it_again() {
    window("2027-11-20T16:00");
    at("2027-10-28T10:00");
    start("asked");
    until("2027-11-02T12:00");

    engine.getTaskService().complete(task("agreeSchedule"));
    until("2027-11-20T10:00");

    assertThat(kit.sent(move.id())).hasSize(1);
    assertThat(engine.getRuntimeService().createProcessInstanceQuery().count()).isZero();
    assertThat(kit.outbox().mails(move.id())).hasSize(1);
  }

  @Test
  void a_task_that_is_dropped_is_recalled_no_more() {
    window("2027-11-20T16:00");
    at("2027-10-28T10:00");
    String instance = start("asked");

    engine.getRuntimeService().deleteProcessInstance(instance, "moved");
    until("2027-11-20T10:00");

    assertThat(kit.sent(move.id())).isEmpty();
  }

  @Test
  void without_a_deputy_it_management_is_told_at_once_and_not_again() {
    move = MigrationFixture.of();
    window("2027-11-20T16:00");
    at("2027-10-28T10:00");
    start("asked");

    until("2027-11-15T10:00");

    assertThat(kit.sent(move.id()))
        .filteredOn(sent -> sent.event() == TASK_OVERDUE)
        .containsExactly(new Sent(TASK_OVERDUE, MANAGEMENT, time("2027-11-04T10:00")));
  }

  @Test
  void who_has_more_than_three_open_tasks_gets_one_mail_on_the_next_morning() {
    window("2027-12-20T16:00");
    at("2027-10-28T10:00");
    for (int i = 0; i < 4; i++) {
      start("staff");
    }

    until("2027-11-10T10:00");

    assertThat(kit.sent(move.id()))
        .containsExactly(new Sent(DIGEST, TECHNIK, time("2027-11-03T07:00")));
    assertThat(engine.getHistoryService().createHistoricVariableInstanceQuery().list())
        .as("no address of anybody is left in the engine's history")
        .isNotEmpty()
        .noneMatch(variable -> String.valueOf(variable.getValue()).contains("@"));
  }

  @Test
  void a_digest_for_which_nothing_is_left_is_not_sent() {
    window("2027-12-20T16:00");
    at("2027-10-28T10:00");
    for (int i = 0; i < 4; i++) {
      start("staff");
    }
    until("2027-11-02T12:00");

    engine
        .getTaskService()
        .createTaskQuery()
        .taskDefinitionKey("confirmPreparation")
        .list()
        .forEach(task -> engine.getTaskService().complete(task.getId()));
    until("2027-11-20T10:00");

    assertThat(kit.sent(move.id())).isEmpty();
  }

  /** A Monday evening; two weeks before lies All Saints' Day. */
  @Test
  void the_window_is_recalled_until_it_begins_and_never_at_a_quiet_hour() {
    window("2027-11-15T19:00");
    at("2027-10-20T10:00");
    start("asv-migration");

    until("2027-11-15T18:59");

    assertThat(kit.sent(move.id()))
        .filteredOn(sent -> sent.recipient().equals(SCHOOL))
        .containsExactly(
            new Sent(DAY_BEFORE, SCHOOL, time("2027-10-29T19:59")),
            new Sent(DAY_BEFORE, SCHOOL, time("2027-11-08T19:00")),
            new Sent(DAY_BEFORE, SCHOOL, time("2027-11-12T19:59")),
            new Sent(DAY_BEFORE, SCHOOL, time("2027-11-15T17:00")));
  }

  @Test
  void what_lies_in_the_past_when_the_window_is_agreed_is_left_out() {
    window("2027-11-16T19:00");
    at("2027-11-15T10:00");
    start("asv-migration");

    until("2027-11-16T18:59");

    assertThat(kit.sent(move.id()))
        .filteredOn(sent -> sent.recipient().equals(SCHOOL))
        .containsExactly(
            new Sent(DAY_BEFORE, SCHOOL, time("2027-11-15T19:00")),
            new Sent(DAY_BEFORE, SCHOOL, time("2027-11-16T17:00")));
  }

  private String start(String key) {
    return engine.getRuntimeService().startProcessInstanceByKey(key, move.id()).getId();
  }

  private String task(String element) {
    return engine
        .getTaskService()
        .createTaskQuery()
        .taskDefinitionKey(element)
        .singleResult()
        .getId();
  }

  private void window(String start) {
    move = move.withWindow(new Window(time(start), time(start).plus(Duration.ofHours(8))));
  }

  private void at(String there) {
    go(time(there));
  }

  private void go(Instant time) {
    ClockUtil.setCurrentTime(Date.from(time));
    kit.set(time);
  }

  /** The job executor carries out whatever falls due until then, each at its time. */
  private void until(String there) {
    Instant end = time(there);
    while (true) {
      List<Job> jobs = engine.getManagementService().createJobQuery().list();
      Job next =
          jobs.stream()
              .filter(job -> !when(job).isAfter(end))
              .min(Comparator.comparing(ReminderWeekTest::when))
              .orElse(null);
      if (next == null) {
        go(end);
        return;
      }
      if (when(next).isAfter(kit.clock().instant())) {
        go(when(next));
      }
      engine.getManagementService().executeJob(next.getId());
    }
  }

  private static Instant when(Job job) {
    return job.getDuedate() == null ? Instant.EPOCH : job.getDuedate().toInstant();
  }

  private static Instant time(String there) {
    return LocalDateTime.parse(there).atZone(GermanFormat.BERLIN).toInstant();
  }

  private static Migration withDeputy(Migration plan) {
    School school = plan.schools().get(0);
    return plan.withSchools(
        List.of(
            new School(
                school.number(),
                school.name(),
                school.mail(),
                "",
                null,
                null,
                null,
                new Contact("Jo Vogl", DEPUTY, "")),
            plan.schools().get(1)));
  }
}
