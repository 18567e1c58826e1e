package de.asvumzug.plan.intake;

import static de.asvumzug.plan.PlanFixture.goodPlan;
import static de.asvumzug.plan.PlanFixture.planWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.asvumzug.plan.Contacts;
import de.asvumzug.plan.Database;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Mode;
import de.asvumzug.plan.Options;
import de.asvumzug.plan.PlanStore;
import de.asvumzug.plan.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which plans are accepted, and that a wrong one is refused by naming its field. */
class PlanIntakeTest {
  private static final PlanStore STORE = new PlanStore();
  private final ObjectMapper mapper = new ObjectMapper();

  @AfterEach
  void empty() {
    STORE.jdbc.sql("truncate umzug.migration, umzug.migration_number, umzug.vote").update();
  }

  /** One field of the good plan changed: path | JSON value, "-" takes it out | field named. */
  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "title | - | title",
        "title | 17 | title",
        "title | \"\" | title",
        "title | \"   \" | title",
        "title | \"a\\nb\" | title",
        "title | \"a\\u0000b\" | title",
        "title | \"a\\u202eb\" | title",
        "scope | - | scope",
        "scope | \"all\" | scope",
        "scope | [] | scope",
        "source | - | source",
        "source | \"alt\" | source",
        "target | [1] | target",
        "source.machine | \"unbekannt\" | source.machine",
        "source.machine | \"../alt\" | source.machine",
        "target.machine | null | target.machine",
        "source.variant | \"Enterprise\" | source.variant",
        "source.variant | \"SCHOOL\" | source.database",
        "source.database | - | source.database",
        "source.version | \"2.13\" | source.version",
        "source.version | 2.13 | source.version",
        "source.version | \"2.15.1\" | target.version",
        "source.directory | \"opt/asv\" | source.directory",
        "source.directory | \"/opt/../etc\" | source.directory",
        "source.directory | \"/\" | source.directory",
        "source.directory | \"/opt/asv; rm -rf /\" | source.directory",
        "source.directory | \"/opt/$(id)\" | source.directory",
        "source.directory | \"C:\\\\ASV\\\\..\\\\Windows\" | source.directory",
        "target.machine | \"alt\" | target.directory",
        "source.address | \"http://asv\" | source.address",
        "source.address | \"asv:8765\" | source.address",
        "source.address | \"-asv\" | source.address",
        "source.clientPort | 0 | source.clientPort",
        "source.clientPort | 65536 | source.clientPort",
        "source.clientPort | 99999999999 | source.clientPort",
        "source.clientPort | \"8765\" | source.clientPort",
        "source.clientPort | 8765.5 | source.clientPort",
        "source.inUse | false | source.inUse",
        "target.inUse | \"ja\" | target.inUse",
        "target.inUse | true | scope",
        "target.database.name | \"postgres\" | target.database.name",
        "target.database.name | \"asv; drop\" | target.database.name",
        "target.database.owner | \"pg_read_all_data\" | target.database.owner",
        "target.database.passwordSecret | \"fehlt\" | target.database.passwordSecret",
        "target.database.passwordSecret | \"../geheim\" | target.database.passwordSecret",
        "target.database.version | 13 | target.database.version",
        "target.database.version | 9 | target.database.version",
        "source.database.version | 9.5 | source.database.version",
        "source.database.version | - | source.database.version",
        "source.database.port | -1 | source.database.port",
        "source.database.host | \"a b\" | source.database.host",
        "schools | - | schools",
        "schools | [] | schools",
        "schools | {} | schools",
        "schools[1] | \"0002\" | schools[1]",
        "schools[1].number | \"0001\" | schools[1].number",
        "schools[1].number | \"123\" | schools[1].number",
        "schools[1].number | \"12a4\" | schools[1].number",
        "schools[1].number | 2 | schools[1].number",
        "schools[0].name | \"x\\r\\nBcc: y\" | schools[0].name",
        "schools[0].mail | \"kein at\" | schools[0].mail",
        "schools[0].mail | \"a@b.example\\nBcc: c@d.example\" | schools[0].mail",
        "schools[0].mail | \"Name <a@b.example>\" | schools[0].mail",
        "schools[0].mail | \"a@b.example,c@d.example\" | schools[0].mail",
        "schools[0].mail | - | schools[0].mail",
        "schools[0].mail | \"bücherei@schule.example\" | schools[0].mail",
        "schools[0].mail | \"a@straße.example\" | schools[0].mail",
        "schools[0].mail | \"a@-öd-.example\" | schools[0].mail",
        "schools[0].phone | \"ruf an\" | schools[0].phone",
        "window | - | window",
        "window.start | \"morgen\" | window.start",
        "window.start | \"2026-11-22T10:00:00Z\" | window.start",
        "window.start | \"2036-11-22T10:00:00Z\" | window.start",
        "window.end | \"2026-12-11T15:00\" | window.end",
        "window.end | \"2026-12-11T16:59\" | window.end",
        "window.end | \"2027-12-11T16:59\" | window.end",
        "packages | - | packages",
        "packages.installer | - | packages.installer",
        "packages.updateInstaller | \"update.zip\" | packages.updateInstaller",
        "packages.certificatePinSecret | \"1234\" | packages.certificatePinSecret",
        "clients[0].machine | \"anderswo\" | clients[0].machine",
        "clients[1].directory | - | clients[1].directory",
        "options.testClient | 1 | options.testClient",
        "options.installServer | \"AUTO\" | options.installServer",
        "options.retention | \"30 Tage\" | options.retention",
        "options.retention | \"P0D\" | options.retention",
        "options.retention | \"P-3D\" | options.retention",
        "options.retention | \"P3000000D\" | options.retention",
        "options.downtime | \"viel\" | options.downtime",
        "options.downtime | \"6-3\" | options.downtime",
        "options.downtime | \"3-200\" | options.downtime",
        "options.reminders | {\"openAfter\": 0} | options.reminders.openAfter",
        "options.reminders | {\"beforeDue\": \"zwei\"} | options.reminders.beforeDue",
        "options.reminders | {\"beforeWindow\": \"bald\"} | options.reminders.beforeWindow",
        "contacts.technician | \"technik\" | contacts.technician",
        "contacts.technician | {\"mail\": \"technik\"} | contacts.technician.mail",
        "contacts.technician | {\"name\": \"Ina Berg\"} | contacts.technician.mail",
        "contacts.technician | {\"mobile\": \"0170 1234567\"} | contacts.technician.mobile",
        "contacts.technicianDeputy | \"x@it.example\" | contacts.technicianDeputy",
        "contacts.technicianDeputy | {\"mail\": \"TECHNIK@it.example\"} | contacts.technicianDeputy.mail",
        "contacts.operator | {\"phone\": \"4567\"} | contacts.operator.phone",
        "contacts.operator | {\"name\": \"<b>x\", \"mail\": \"x@it.example\"} | contacts.operator.name",
        "schools[0].head | {\"mail\": \"a b\"} | schools[0].head.mail",
        "schools[0].head | [] | schools[0].head",
        "schools[0].deputy | {\"mail\": \"sekretariat@gs-weiher.example\"} | schools[0].deputy.mail",
        "sourceServesOthers | true | sourceServesOthers",
        "titel | \"x\" | titel",
      })
  void names_the_wrong_field_and_stores_nothing(String path, String value, String named)
      throws JsonProcessingException {
    ObjectNode plan = planWith(path, value.equals("-") ? null : mapper.readTree(value));

    PlanRejected rejected =
        catchThrowableOfType(PlanRejected.class, () -> STORE.intake.accept(plan, "technik"));

    assertThat(rejected.errors()).extracting(FieldError::field).contains(named);
    assertThat(rejected.errors())
        .extracting(FieldError::message)
        .allSatisfy(
            message ->
                assertThat(message).doesNotContain("\n", "Exception").hasSizeGreaterThan(10));
    assertThat(STORE.storedPlans()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "start | 2027-03-28T02:30 | beginnt die Sommerzeit",
        "end | 2027-03-28T02:00 | beginnt die Sommerzeit",
        "start | 2027-10-31T02:30 | 2027-10-31T02:30+02:00 (das erste Mal) oder 2027-10-31T02:30+01:00",
        "end | 2027-10-31T02:59:59 | endet die Sommerzeit",
      })
  void a_time_that_does_not_exist_or_comes_twice_is_no_edge_of_a_window(
      String field, String time, String why) {
    ObjectNode plan = planWith("window." + field, mapper.getNodeFactory().textNode(time));

    PlanRejected rejected =
        catchThrowableOfType(PlanRejected.class, () -> STORE.intake.accept(plan, "technik"));

    assertThat(rejected.errors())
        .filteredOn(error -> error.field().equals("window." + field))
        .singleElement()
        .satisfies(error -> assertThat(error.message()).contains(time, why));
    assertThat(STORE.storedPlans()).isZero();
  }

  @Test
  void an_hour_that_comes_twice_is_taken_with_its_offset() {
    ObjectNode plan = goodPlan();
    ((ObjectNode) plan.get("window"))
        .put("start", "2027-10-31T02:30+01:00")
        .put("end", "2027-10-31T03:30");

    Migration accepted = STORE.intake.accept(plan, "technik");

    assertThat(accepted.window().start()).isEqualTo(Instant.parse("2027-10-31T01:30:00Z"));
    assertThat(accepted.window().end()).isEqualTo(Instant.parse("2027-10-31T02:30:00Z"));
  }

  @Test
  void names_all_wrong_fields_of_a_plan_at_once_in_its_order() throws JsonProcessingException {
    JsonNode plan =
        mapper.readTree(
            """
            {"title": 1, "scope": "SOME", "source": {"machine": "alt", "clientPort": "x"},
             "schools": [{"number": "1"}], "window": {"start": 5}}""");

    PlanRejected rejected =
        catchThrowableOfType(PlanRejected.class, () -> STORE.intake.accept(plan, "technik"));

    assertThat(rejected.errors())
        .extracting(FieldError::field)
        .startsWith("title", "source.variant")
        .contains(
            "source.version",
            "source.directory",
            "source.address",
            "source.clientPort",
            "target",
            "schools[0].number",
            "schools[0].name",
            "schools[0].mail",
            "window.start",
            "window.end")
        .doesNotHaveDuplicates();
  }

  @Test
  void proposes_the_known_name_for_a_mistyped_field() {
    ObjectNode plan = goodPlan();
    ((ObjectNode) plan.get("source")).put("clientPrt", 8765);

    PlanRejected rejected =
        catchThrowableOfType(PlanRejected.class, () -> STORE.intake.accept(plan, "technik"));

    assertThat(rejected.errors())
        .containsExactly(
            new FieldError(
                "source.clientPrt",
                "ist kein Feld des Plans; gemeint ist vermutlich „clientPort“."));
  }

  @Test
  void refuses_to_use_the_old_servers_own_database_as_the_new_one() {
    ObjectNode plan = planWith("target.machine", mapper.getNodeFactory().textNode("alt"));
    ((ObjectNode) plan.get("target")).put("directory", "/opt/asv-neu");

    PlanRejected rejected =
        catchThrowableOfType(PlanRejected.class, () -> STORE.intake.accept(plan, "technik"));

    assertThat(rejected.errors())
        .extracting(FieldError::field)
        .containsExactlyInAnyOrder("target.machine", "target.database.name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "\"plan\"", "17"})
  void refuses_what_is_no_plan_at_all(String text) throws JsonProcessingException {
    JsonNode plan = mapper.readTree(text);

    PlanRejected rejected =
        catchThrowableOfType(PlanRejected.class, () -> STORE.intake.accept(plan, "technik"));

    assertThat(rejected.errors()).hasSize(1);
  }

  @Test
  void shows_the_rule_tables_refusal_at_the_scope() {
    ObjectNode plan = planWith("target.inUse", mapper.getNodeFactory().booleanNode(true));

    PlanRejected rejected =
        catchThrowableOfType(PlanRejected.class, () -> STORE.intake.accept(plan, "technik"));

    assertThat(rejected.errors())
        .containsExactly(new FieldError("scope", "Der neue Server ist belegt."));
  }

  @Test
  void gives_numbers_of_the_year_and_keeps_what_was_planned() {
    Migration accepted = STORE.acceptGoodPlan();

    assertThat(accepted.id()).isEqualTo("U-2026-0001");
    assertThat(STORE.migrations.get("U-2026-0001")).isEqualTo(accepted);
    assertThat(accepted.window().start()).isEqualTo(Instant.parse("2026-12-11T15:00:00Z"));
    assertThat(accepted.schoolNumbers()).isEqualTo(List.of("0001", "0002"));
  }

  @Test
  void fills_in_what_is_usual() {
    ObjectNode plan = goodPlan();
    plan.remove(List.of("options", "contacts", "clients"));

    Migration accepted = STORE.intake.accept(plan, "technik");

    assertThat(accepted.source().clientPort()).isEqualTo(8765);
    assertThat(accepted.source().database())
        .isEqualTo(new Database("localhost", 5432, "asv", "asv", "postgres", "alt-postgres", 14));
    assertThat(accepted.options())
        .isEqualTo(
            new Options(
                false,
                true,
                true,
                Mode.AUTOMATIC,
                Mode.AUTOMATIC,
                Mode.AUTOMATIC,
                Mode.AUTOMATIC,
                Mode.AUTOMATIC,
                Mode.AUTOMATIC,
                false,
                Period.ofDays(30)));
    assertThat(accepted.contacts()).isEqualTo(new Contacts("", "", ""));
  }

  @Test
  void keeps_a_retention_of_seconds_as_the_text_a_timer_understands() {
    ObjectNode plan = planWith("options.retention", mapper.getNodeFactory().textNode("PT5S"));

    Migration accepted = STORE.intake.accept(plan, "technik");

    Migration stored = STORE.migrations.get(accepted.id());
    assertThat(stored.options().retention()).isEqualTo(Duration.ofSeconds(5)).hasToString("PT5S");
  }

  @Test
  void accepts_postgresql_9_6_on_the_old_server() throws JsonProcessingException {
    ObjectNode plan = planWith("source.database.version", mapper.readTree("9.6"));

    assertThat(STORE.intake.check(plan).source().database().version()).isEqualTo(9);
  }

  @Test
  void accepts_the_folder_of_a_windows_server() {
    ObjectNode plan =
        planWith("source.directory", mapper.getNodeFactory().textNode("C:\\ASV\\Server"));

    assertThat(STORE.intake.check(plan).source().directory()).isEqualTo("C:\\ASV\\Server");
  }

  @Test
  void refuses_to_move_a_window_into_the_past() {
    Migration accepted = STORE.acceptGoodPlan();
    Window past =
        new Window(Instant.parse("2026-11-01T10:00:00Z"), Instant.parse("2026-11-01T20:00:00Z"));

    PlanRejected rejected =
        catchThrowableOfType(
            PlanRejected.class, () -> STORE.intake.moveWindow(accepted.id(), past, "technik"));

    assertThat(rejected.errors()).extracting(FieldError::field).containsExactly("window.start");
    assertThat(STORE.migrations.revisions(accepted.id())).hasSize(1);
  }
}
