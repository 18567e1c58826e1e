package de.asvumzug.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.asvumzug.plan.PlanFixture;
import de.asvumzug.plan.intake.PlanJson;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.words.TypedWords;
import de.asvumzug.web.WebFixture;
import de.asvumzug.web.move.StepProgress;
import de.asvumzug.web.move.StepStanding;
import de.asvumzug.web.move.StepView;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The REST interface as its callers see it. */
class MigrationControllerTest {
  private static WebFixture web;

  @BeforeAll
  static void start() {
    web = new WebFixture();
  }

  @BeforeEach
  void empty() {
    web.store.jdbc.sql("truncate umzug.migration, umzug.migration_number, umzug.vote").update();
    web.started.clear();
    web.lines.clear();
    web.abortable = true;
    web.engineFails = false;
    web.intact = true;
  }

  private static MockHttpServletRequestBuilder submit(byte[] body, Authentication who) {
    return post("/api/migrations")
        .principal(who)
        .contentType(MediaType.APPLICATION_JSON)
        .content(body);
  }

  private static byte[] json(ObjectNode plan) {
    return plan.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void accepts_a_plan_starts_its_process_and_writes_the_trail() throws Exception {
    web.mvc
        .perform(submit(json(PlanFixture.goodPlan()), WebFixture.TECHNIK))
        .andExpect(status().isCreated())
        .andExpect(header().string("Location", "/api/migrations/U-2026-0001"))
        .andExpect(jsonPath("$.id").value("U-2026-0001"));

    assertThat(web.started).containsExactly("U-2026-0001");
    assertThat(web.lines)
        .singleElement()
        .satisfies(line -> assertThat(line.kind()).isEqualTo(TrailKind.PLAN_ACCEPTED))
        .satisfies(line -> assertThat(line.actor()).isEqualTo("technik"));
  }

  @Test
  void accepts_a_plan_as_yaml() throws Exception {
    web.mvc
        .perform(
            post("/api/migrations")
                .principal(WebFixture.TECHNIK)
                .contentType("application/yaml")
                .content(PlanFixture.yaml()))
        .andExpect(status().isCreated());
  }

  @Test
  void stores_nothing_if_the_process_cannot_be_started() throws Exception {
    web.engineFails = true;

    web.mvc
        .perform(submit(json(PlanFixture.goodPlan()), WebFixture.TECHNIK))
        .andExpect(status().isInternalServerError())
        .andExpect(jsonPath("$.detail", containsString("Fehlernummer")));

    assertThat(web.store.storedPlans()).isZero();
  }

  @Test
  void names_each_wrong_field() throws Exception {
    ObjectNode plan = PlanFixture.goodPlan();
    plan.remove("title");
    ((ObjectNode) plan.at("/schools/1")).put("number", "12");

    web.mvc
        .perform(submit(json(plan), WebFixture.TECHNIK))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
        .andExpect(jsonPath("$.errors", hasSize(2)))
        .andExpect(jsonPath("$.errors[*].field", hasItem("schools[1].number")));

    assertThat(web.store.storedPlans()).isZero();
    assertThat(web.started).isEmpty();
    assertThat(web.lines).isEmpty();
  }

  @Test
  void says_where_a_text_is_no_json() throws Exception {
    web.mvc
        .perform(submit("{\"title\": \"x\",\n oops}".getBytes(), WebFixture.TECHNIK))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.detail", containsString("Zeile 2")));
  }

  @Test
  void refuses_a_field_that_is_given_twice() throws Exception {
    web.mvc
        .perform(submit("{\"title\": \"a\", \"title\": \"b\"}".getBytes(), WebFixture.TECHNIK))
        .andExpect(status().isBadRequest());
  }

  @Test
  void says_that_an_empty_body_is_no_plan() throws Exception {
    web.mvc
        .perform(submit(new byte[0], WebFixture.TECHNIK))
        .andExpect(status().isUnprocessableEntity());
  }

  @Test
  void refuses_a_plan_that_is_too_large() throws Exception {
    web.mvc
        .perform(submit(new byte[PlanJson.MAX_BYTES + 1], WebFixture.TECHNIK))
        .andExpect(status().isPayloadTooLarge())
        .andExpect(jsonPath("$.title").value("Zu groß"));
  }

  @Test
  void asks_for_json_or_yaml() throws Exception {
    web.mvc
        .perform(
            post("/api/migrations")
                .principal(WebFixture.TECHNIK)
                .contentType(MediaType.TEXT_PLAIN)
                .content("title: x"))
        .andExpect(status().isUnsupportedMediaType())
        .andExpect(jsonPath("$.detail", containsString("application/yaml")));
  }

  @Test
  void answers_a_wrong_method_in_german() throws Exception {
    web.mvc
        .perform(delete("/api/migrations").principal(WebFixture.TECHNIK))
        .andExpect(status().isMethodNotAllowed())
        .andExpect(jsonPath("$.detail", containsString("Methode")));
  }

  @Test
  void lets_it_management_look_but_not_plan() throws Exception {
    web.mvc
        .perform(submit(json(PlanFixture.goodPlan()), WebFixture.ITM))
        .andExpect(status().isForbidden())
        .andExpect(jsonPath("$.detail", containsString("technik")));

    assertThat(web.store.storedPlans()).isZero();
  }

  @Test
  void shows_how_a_move_stands() throws Exception {
    web.store.acceptGoodPlan();

    web.mvc
        .perform(get("/api/migrations/U-2026-0001").principal(WebFixture.ITM))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.status.state").value("RUNNING"))
        .andExpect(jsonPath("$.status.phase").value("Vorarbeiten"))
        .andExpect(jsonPath("$.plan.schools", hasSize(2)));
  }

  @Test
  void shows_a_school_its_own_part_only() throws Exception {
    web.store.acceptGoodPlan();

    web.mvc
        .perform(get("/api/migrations/U-2026-0001").principal(WebFixture.SCHOOL_1))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.plan.schools[*].number").value("0001"));
    web.mvc
        .perform(get("/api/migrations/U-2026-0001/trail").principal(WebFixture.SCHOOL_1))
        .andExpect(jsonPath("$.rows", hasSize(2)))
        .andExpect(jsonPath("$.complete").value(false));
  }

  @Test
  void hides_a_move_from_a_school_that_takes_no_part() throws Exception {
    web.store.acceptGoodPlan();

    for (String part : List.of("", "/steps", "/trail", "/trail/verification")) {
      web.mvc
          .perform(get("/api/migrations/U-2026-0001" + part).principal(WebFixture.SCHOOL_9))
          .andExpect(status().isNotFound())
          .andExpect(jsonPath("$.detail", containsString("U-2026-0001")));
    }
    web.mvc
        .perform(get("/api/migrations").principal(WebFixture.SCHOOL_9))
        .andExpect(jsonPath("$", hasSize(0)));
  }

  @Test
  void shows_steps_with_progress() throws Exception {
    web.store.acceptGoodPlan();
    when(web.history.steps("U-2026-0001"))
        .thenReturn(
            List.of(
                new StepView(
                    "backup",
                    "backupDatabase",
                    "Datenbank sichern",
                    "serviceTask",
                    null,
                    StepView.State.RUNNING,
                    Instant.parse("2026-11-22T12:00:00Z"),
                    null,
                    null,
                    2,
                    "RUNNING",
                    new StepProgress(5, 10, "Tabellen", null),
                    StepStanding.RUNNING)));

    web.mvc
        .perform(get("/api/migrations/U-2026-0001/steps").principal(WebFixture.TECHNIK))
        .andExpect(jsonPath("$[0].element").value("backupDatabase"))
        .andExpect(jsonPath("$[0].attempts").value(2))
        .andExpect(jsonPath("$[0].progress.done").value(5));
  }

  @Test
  void says_whether_the_trail_is_as_it_was_written() throws Exception {
    web.store.acceptGoodPlan();
    web.intact = false;

    web.mvc
        .perform(get("/api/migrations/U-2026-0001/trail/verification").principal(WebFixture.ITM))
        .andExpect(jsonPath("$.intact").value(false))
        .andExpect(jsonPath("$.findings[0]").value("Zeile 2 wurde verändert."));
  }

  @Test
  void compares_the_trail_with_a_head_from_elsewhere() throws Exception {
    web.store.acceptGoodPlan();
    String verification = "/api/migrations/U-2026-0001/trail/verification";

    web.mvc
        .perform(get(verification).param("line", "3").param("hash", "cd").principal(WebFixture.ITM))
        .andExpect(jsonPath("$.intact").value(false))
        .andExpect(jsonPath("$.findings[0]").value("Zeile 3 ist eine andere."));
    web.mvc
        .perform(get(verification).param("line", "3").principal(WebFixture.ITM))
        .andExpect(status().isBadRequest());
  }

  @Test
  void exports_the_trail_with_its_head_and_everything_a_check_needs() throws Exception {
    web.store.acceptGoodPlan();

    web.mvc
        .perform(get("/api/migrations/U-2026-0001/trail").principal(WebFixture.ITM))
        .andExpect(jsonPath("$.complete").value(true))
        .andExpect(jsonPath("$.head.number").value(3))
        .andExpect(jsonPath("$.head.hash").value("ab"))
        .andExpect(jsonPath("$.rows", hasSize(3)))
        .andExpect(jsonPath("$.rows[0].detailsText").value("{}"))
        .andExpect(jsonPath("$.rows[0].keyId").value("k1"))
        .andExpect(jsonPath("$.rows[0].mac").value("cd"));
  }

  @Test
  void tells_staff_and_nobody_else_of_trails_that_vanished() throws Exception {
    web.faultsOfBook = List.of("Das Protokoll des Umzugs U-2026-0007 ist als Ganzes verschwunden.");

    web.mvc
        .perform(get("/api/trail/verification").principal(WebFixture.ITM))
        .andExpect(jsonPath("$.intact").value(false))
        .andExpect(jsonPath("$.findings[0]", containsString("U-2026-0007")));
    web.mvc
        .perform(get("/api/trail/verification").principal(WebFixture.SCHOOL_1))
        .andExpect(status().isForbidden());
  }

  private static MockHttpServletRequestBuilder abort(String body, Authentication who) {
    return post("/api/migrations/U-2026-0001/abort")
        .principal(who)
        .contentType(MediaType.APPLICATION_JSON)
        .content(body);
  }

  @Test
  void gives_a_move_up_with_its_reason_on_the_trail() throws Exception {
    web.store.acceptGoodPlan();

    web.mvc
        .perform(abort("{\"reason\": \"Leitung\\ngestört\"}", WebFixture.TECHNIK))
        .andExpect(status().isAccepted());

    assertThat(web.lines)
        .singleElement()
        .satisfies(line -> assertThat(line.kind()).isEqualTo(TrailKind.ABORTED))
        .satisfies(
            line ->
                assertThat(line.details())
                    .containsEntry("reason", new TypedWords("Leitung gestört")))
        .satisfies(line -> assertThat(line.text()).doesNotContain("Leitung"))
        .satisfies(line -> assertThat(line.actor()).isEqualTo("technik"));
  }

  @Test
  void says_that_it_is_too_late_to_give_up() throws Exception {
    web.store.acceptGoodPlan();
    web.abortable = false;

    web.mvc
        .perform(abort("{\"reason\": \"zu spät\"}", WebFixture.TECHNIK))
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.detail", containsString("nicht mehr abgebrochen")));

    assertThat(web.lines).isEmpty();
  }

  @Test
  void does_not_give_up_without_a_reason() throws Exception {
    web.store.acceptGoodPlan();

    web.mvc
        .perform(abort("{\"reason\": \"  \"}", WebFixture.TECHNIK))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.errors[0].field").value("reason"));

    assertThat(web.lines).isEmpty();
  }

  @Test
  void does_not_let_a_school_give_a_move_up() throws Exception {
    web.store.acceptGoodPlan();

    web.mvc
        .perform(abort("{\"reason\": \"x\"}", WebFixture.SCHOOL_1))
        .andExpect(status().isForbidden());
    web.mvc
        .perform(abort("{\"reason\": \"x\"}", WebFixture.SCHOOL_9))
        .andExpect(status().isNotFound());

    assertThat(web.lines).isEmpty();
  }
}
