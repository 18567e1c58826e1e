package de.asvumzug.web;

import static de.asvumzug.plan.PlanFixture.goodPlan;
import static de.asvumzug.plan.PlanFixture.planWith;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.asvumzug.delegate.engine.Schools;
import de.asvumzug.plan.PlanFixture;
import de.asvumzug.plan.PlanStore;
import de.asvumzug.plan.intake.PlanIntake;
import de.asvumzug.plan.intake.PlanJson;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.web.api.ApiProblems;
import de.asvumzug.web.api.MigrationController;
import de.asvumzug.web.command.MigrationService;
import de.asvumzug.web.engine.EngineMigrationStarter;
import de.asvumzug.web.engine.EngineOpenMoves;
import de.asvumzug.web.engine.EngineRouteDecision;
import de.asvumzug.web.move.Moves;
import de.asvumzug.web.once.OnceFixture;
import de.asvumzug.web.overview.OverviewReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.interceptor.MatchAlwaysTransactionAttributeSource;
import org.springframework.transaction.interceptor.TransactionInterceptor;

/**
 * Wrong plans over REST with the real rule table: each is answered with 422 and the field, and no
 * row of our own or of the engine's tables is another one afterwards.
 */
class WrongPlansTest {
  /** Wrong wherever a text stands. */
  private static final List<String> HOSTILE =
      List.of(
          "a\u0000b",
          "a\nb",
          "a\r\nBcc: x@example.org",
          "a\u001b[31mb",
          "a\u202egnp.exe",
          "a\u200bb",
          "<script>alert(1)</script>",
          "<img src=x onerror=alert(1)>",
          "$(touch /tmp/x)",
          "`id`",
          "${''.getClass()}",
          "#{x}",
          "x".repeat(10_000));

  /** Harmless in a name, which is only ever shown; wrong in a text that means something. */
  private static final List<String> HOSTILE_WHERE_IT_MEANS_SOMETHING =
      List.of(
          "'; drop table umzug.migration; --",
          "\"x\"",
          "../../etc/passwd",
          "/opt/../etc",
          "opt/asv",
          "/opt/asv; id",
          "/opt/asv|id",
          "/opt/asv & id",
          "/opt/*");

  private static final int SEEDS = 400;
  private static final PlanStore STORE = new PlanStore();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static ProcessEngine engine;
  private static MockMvc mvc;

  @BeforeAll
  static void deploy() {
    SpringProcessEngineConfiguration configuration = new SpringProcessEngineConfiguration();
    configuration.setProcessEngineName("wrong-plans");
    configuration.setDataSource(STORE.dataSource);
    configuration.setTransactionManager(STORE.transactionManager);
    configuration.setDatabaseSchemaUpdate("true");
    configuration.setJobExecutorActivate(false);
    configuration.setMetricsEnabled(false);
    configuration.setHistory("full");
    configuration.setHistoryTimeToLive("P1D");
    configuration.setBeans(Map.of("schools", new Schools(STORE.migrations)));
    engine = configuration.buildProcessEngine();
    engine
        .getRepositoryService()
        .createDeployment()
        .addClasspathResource("web/probe.bpmn")
        .addClasspathResource("migration-route.dmn")
        .deploy();
    mvc =
        MockMvcBuilders.standaloneSetup(
                new MigrationController(
                    new Moves(STORE.migrations, null, null, null, null, null),
                    desk(),
                    new PlanJson(),
                    new OverviewReader(STORE.jdbc),
                    OnceFixture.unused()))
            .setControllerAdvice(new ApiProblems())
            .build();
  }

  @AfterAll
  static void close() {
    engine.close();
  }

  @AfterEach
  void empty() {
    engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .rootProcessInstances()
        .list()
        .forEach(
            move ->
                engine
                    .getRuntimeService()
                    .deleteProcessInstanceIfExists(
                        move.getId(), "test", false, true, false, false));
    STORE.jdbc.sql("truncate umzug.migration, umzug.migration_number, umzug.vote").update();
  }

  /** One field of the good plan changed: what is wrong | path | JSON value, "-" takes it out. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "no title | title | - | title",
        "no scope | scope | - | scope",
        "a scope that does not exist | scope | \"MOST\" | scope",
        "no old server | source | - | source",
        "no new server | target | - | target",
        "a machine nobody knows | source.machine | \"keller\" | source.machine",
        "the same machine twice | target.machine | \"alt\" | target.machine",
        "an old server nobody works with | source.inUse | false | source.inUse",
        "a variant that does not exist | source.variant | \"DESKTOP\" | source.variant",
        "School with a PostgreSQL database | target.variant | \"SCHOOL\" | target.database",
        "Enterprise without a database | source.database | - | source.database",
        "a version without build | source.version | \"2.13\" | source.version",
        "a new server of an older release | target.version | \"2.12.463\" | target.version",
        "a new server of an older build | source.version | \"2.14.13\" | target.version",
        "a target of an older PostgreSQL | target.database.version | 13 | target.database.version",
        "a PostgreSQL nobody can read | source.database.version | 8 | source.database.version",
        "PostgreSQL's own database | target.database.name | \"template1\" | target.database.name",
        "a role of PostgreSQL | target.database.owner | \"pg_monitor\" | target.database.owner",
        "a secret nobody knows | target.database.passwordSecret | \"x\" | target.database.passwordSecret",
        "a secret of another use | target.database.passwordSecret | \"zertifikat-pin\" | target.database.passwordSecret",
        "a password as a PIN | packages.certificatePinSecret | \"neu-postgres\" | packages.certificatePinSecret",
        "a database server elsewhere | target.database.host | \"127.0.0.2\" | target.database.host",
        "a port of no machine | source.clientPort | 70000 | source.clientPort",
        "an address with a protocol | target.address | \"https://asv\" | target.address",
        "no school | schools | [] | schools",
        "a school twice | schools[1].number | \"0001\" | schools[1].number",
        "a school number of three digits | schools[0].number | \"001\" | schools[0].number",
        "a school number that is a number | schools[0].number | 1 | schools[0].number",
        "a school without a mail address | schools[0].mail | - | schools[0].mail",
        "two mail addresses in one | schools[0].mail | \"a@b.example,c@d.example\" | schools[0].mail",
        "a window in the past | window.start | \"2026-11-21T10:00\" | window.start",
        "a window in ten years | window.start | \"2036-11-21T10:00\" | window.start",
        "a window that ends before it begins | window.end | \"2026-12-11T15:59\" | window.end",
        "a window without length | window.end | \"2026-12-11T16:00\" | window.end",
        "a window too short for any move | window.end | \"2026-12-11T16:30\" | window.end",
        "a window of weeks | window.end | \"2026-12-31T16:00\" | window.end",
        "a day that does not exist | window.start | \"2026-02-30T10:00\" | window.start",
        "no packages | packages | - | packages",
        "no installer | packages.installer | - | packages.installer",
        "no Updateinstaller | packages.updateInstaller | - | packages.updateInstaller",
        "no certificate | packages.certificate | - | packages.certificate",
        "no PIN | packages.certificatePinSecret | - | packages.certificatePinSecret",
        "a client on an unknown machine | clients[1].machine | \"keller\" | clients[1].machine",
        "a reachable client without folder | clients[1].directory | - | clients[1].directory",
        "a mode that does not exist | options.backupTenant | \"SOMETIMES\" | options.backupTenant",
        "no retention at all | options.retention | \"P0D\" | options.retention",
        "all schools, yet some stay | sourceServesOthers | true | sourceServesOthers",
        "some schools, yet none stays | scope | \"SOME\" | scope",
        "a field nobody knows | zeitplan | \"bald\" | zeitplan",
      })
  void is_refused_by_its_field(String what, String path, String value, String named)
      throws Exception {
    refused(planWith(path, value.equals("-") ? null : JSON.readTree(value)), named);
  }

  @ParameterizedTest
  @ValueSource(strings = {"title", "schools[0].name", "clients[0].name"})
  void hostile_text_is_refused_in_names(String path) throws Exception {
    allRefused(path, HOSTILE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scope",
        "source.machine",
        "source.variant",
        "source.version",
        "source.directory",
        "source.address",
        "source.database.host",
        "source.database.name",
        "source.database.owner",
        "source.database.administrator",
        "source.database.passwordSecret",
        "target.machine",
        "target.version",
        "target.directory",
        "target.address",
        "target.database.host",
        "target.database.name",
        "target.database.owner",
        "target.database.administrator",
        "target.database.passwordSecret",
        "schools[0].number",
        "schools[0].mail",
        "schools[0].phone",
        "window.start",
        "window.end",
        "packages.installer",
        "packages.updateInstaller",
        "packages.certificate",
        "packages.certificatePinSecret",
        "clients[1].machine",
        "clients[1].directory",
        "options.installServer",
        "options.tenantAccess",
        "options.retention",
        "contacts.technician",
        "contacts.operator",
        "contacts.itManagement",
        "contacts.technicianDeputy",
        "schools[0].head",
      })
  void hostile_text_is_refused_where_it_means_something(String path) throws Exception {
    allRefused(path, HOSTILE);
    allRefused(path, HOSTILE_WHERE_IT_MEANS_SOMETHING);
  }

  @Test
  void a_name_may_hold_quotes() throws Exception {
    String name = "Schule \"Am Weiher\", 'Süd' & Nord; Größe";
    accepted(planWith("schools[0].name", JSON.getNodeFactory().textNode(name)));
  }

  @Test
  void a_circle_of_servers_is_refused_with_the_other_moves_number() throws Exception {
    String first = accepted(goodPlan());
    ObjectNode back = ends("neu", "alt");

    String answer = refused(back, "source.machine");

    assertThat(answer).contains(first, "im Kreis", "zuerst diesen Umzug abschließen");
  }

  @Test
  void an_old_server_that_moves_elsewhere_already_is_refused() throws Exception {
    String first = accepted(goodPlan());

    assertThat(refused(ends("alt", "dritter"), "source.machine")).contains(first, "alte Server");
  }

  @Test
  void a_new_server_that_another_move_fills_is_refused() throws Exception {
    String first = accepted(goodPlan());

    assertThat(refused(ends("dritter", "neu"), "target.machine")).contains(first, "neue Server");
  }

  @Test
  void other_machines_are_free_for_a_second_move() throws Exception {
    accepted(goodPlan());

    accepted(ends("dritter", "vierter"));
  }

  @Test
  void machines_are_free_again_when_a_move_has_ended() throws Exception {
    accepted(goodPlan());
    empty();

    accepted(ends("neu", "alt"));
  }

  /** The old server can still be updated until the window: that is for the preparation to say. */
  @Test
  void an_old_server_two_releases_behind_is_taken_in() throws Exception {
    accepted(planWith("source.version", JSON.getNodeFactory().textNode("2.12.463")));
  }

  private static ObjectNode ends(String source, String target) {
    ObjectNode plan = goodPlan();
    ((ObjectNode) plan.get("source")).put("machine", source);
    ((ObjectNode) plan.get("target")).put("machine", target);
    plan.remove("clients");
    return plan;
  }

  /** The good plan with values of any kind in any place: taken in, or refused in words. */
  @Test
  void whatever_stands_in_a_plan_is_taken_in_or_refused_without_a_trace() throws Exception {
    Random random = new Random(1971);
    Map<String, String> before = tables();
    int taken = 0;
    for (int number = 0; number < SEEDS; number++) {
      JsonNode plan =
          SeededPlans.next(planWith("title", JSON.getNodeFactory().textNode("x")), random);

      MockHttpServletResponse answer = submit(plan);

      String body = answer.getContentAsString(StandardCharsets.UTF_8);
      assertThat(answer.getStatus()).as("%s: %s %s", number, plan, body).isIn(201, 400, 422);
      assertThat(body).doesNotContain("Exception");
      if (answer.getStatus() == 201) {
        taken++;
        empty();
      } else {
        assertThat(rows()).as("%s: %s", number, plan).isZero();
      }
    }
    assertThat(taken).as("plans that are good all the same").isBetween(1, SEEDS / 2);
    assertThat(tables().keySet()).isEqualTo(before.keySet());
  }

  private static long rows() {
    return STORE
        .jdbc
        .sql(
            "select (select count(*) from umzug.migration) + (select count(*) from umzug.vote)"
                + " + (select count(*) from umzug.migration_number)"
                + " + (select count(*) from act_ru_execution)")
        .query(Long.class)
        .single();
  }

  /** Each of the texts in the field; the tables are looked at once for all. */
  private static void allRefused(String path, List<String> texts) throws Exception {
    Map<String, String> before = tables();
    for (String text : texts) {
      answeredWith422(planWith(path, JSON.getNodeFactory().textNode(text)), path);
    }
    assertThat(tables()).isEqualTo(before);
  }

  private static String refused(JsonNode plan, String field) throws Exception {
    Map<String, String> before = tables();
    String body = answeredWith422(plan, field);
    assertThat(tables()).isEqualTo(before);
    return body;
  }

  private static String answeredWith422(JsonNode plan, String field) throws Exception {
    MockHttpServletResponse answer = submit(plan);

    assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(422);
    String body = answer.getContentAsString(StandardCharsets.UTF_8);
    assertThat(JSON.readTree(body).get("errors").findValuesAsText("field"))
        .as(body)
        .anySatisfy(named -> assertThat(named).startsWith(field));
    assertThat(body).doesNotContain("Exception");
    return body;
  }

  private static String accepted(JsonNode plan) throws Exception {
    MockHttpServletResponse answer = submit(plan);

    assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(201);
    return JSON.readTree(answer.getContentAsString()).get("id").textValue();
  }

  private static MockHttpServletResponse submit(JsonNode plan) throws Exception {
    return mvc.perform(
            MockMvcRequestBuilders.post("/api/migrations")
                .principal(WebFixture.TECHNIK)
                .contentType("application/json")
                .content(plan.toString().getBytes(StandardCharsets.UTF_8)))
        .andReturn()
        .getResponse();
  }

  /** Rows and content of every table of ours and of the engine. */
  private static Map<String, String> tables() {
    List<String> names =
        STORE
            .jdbc
            .sql(
                "select quote_ident(schemaname) || '.' || quote_ident(tablename) from pg_tables"
                    + " where schemaname in ('umzug', 'public')"
                    // The engine's counter of ids goes up with every question to the rule table.
                    + " and tablename <> 'act_ge_property'")
            .query(String.class)
            .list();
    assertThat(names).hasSizeGreaterThan(40);
    String all =
        names.stream()
            .map(
                name ->
                    "select '%s' as name, count(*) || ':' || coalesce(sum(hashtext(t::text)), 0) as content from %s t"
                        .formatted(name, name))
            .reduce((one, other) -> one + " union all " + other)
            .orElseThrow();
    Map<String, String> content = new TreeMap<>();
    STORE
        .jdbc
        .sql(all)
        .query(
            row -> {
              content.put(row.getString("name"), row.getString("content"));
            });
    return content;
  }

  private static MigrationService desk() {
    PlanIntake intake =
        new PlanIntake(
            STORE.migrations,
            new EngineRouteDecision(engine.getDecisionService()),
            PlanFixture.surroundings(),
            PlanFixture.SETTINGS,
            new EngineOpenMoves(engine.getRuntimeService()),
            PlanFixture.CLOCK);
    ProxyFactory factory =
        new ProxyFactory(
            new MigrationService(
                intake,
                STORE.migrations,
                new EngineMigrationStarter(engine.getRuntimeService()),
                (id, reason, by) -> false,
                (AuditTrail) line -> {},
                event -> {}));
    factory.setProxyTargetClass(true);
    factory.addAdvice(
        new TransactionInterceptor(
            STORE.transactionManager, new MatchAlwaysTransactionAttributeSource()));
    return (MigrationService) factory.getProxy();
  }
}
