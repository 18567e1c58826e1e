package de.asvumzug.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import de.asvumzug.plan.Migrations;
import de.asvumzug.support.Browser;
import de.asvumzug.trail.TrailReader;
import de.asvumzug.trail.chain.TrailRow;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Copies are kept longer for a reason only, and not for ever. */
class RetentionIT extends DoorsTestBase {
  private static final String MOVE = "U-2026-0262";
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final ZoneId HERE = ZoneId.of("Europe/Berlin");

  @Autowired private Migrations migrations;
  @Autowired private TrailReader trail;

  private String instance;

  @BeforeEach
  void a_move_whose_copies_wait_to_be_deleted() {
    if (migrations.find(MOVE).isEmpty()) {
      migrations.insert(TwoMoves.soon(MOVE), "technik");
    }
    instance =
        engine
            .getRuntimeService()
            .createProcessInstanceByKey("asv-migration")
            .businessKey(MOVE)
            .setVariables(Map.of("migrationId", MOVE, "retention", "P30D"))
            .startBeforeActivity("waitForRetention")
            .execute()
            .getId();
  }

  @AfterEach
  void over() {
    end(instance);
  }

  private Instant due() {
    Job timer =
        engine
            .getManagementService()
            .createJobQuery()
            .processInstanceId(instance)
            .activityId("waitForRetention")
            .singleResult();
    return timer.getDuedate().toInstant();
  }

  private List<TrailRow> decisions() {
    return trail.rows(MOVE).stream()
        .filter(row -> row.text().startsWith("Die Kopien bleiben länger"))
        .toList();
  }

  @Test
  void somebody_puts_the_day_back_with_a_reason_and_the_trail_says_who_and_why() {
    LocalDate until = LocalDate.now(HERE).plusDays(60);
    int before = decisions().size();
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page page = browser.logIn("technik", PASSWORD);
      page.navigate("/umzuege/" + MOVE + "/aufbewahrung");
      Browser.keep(page, "aufbewahrung-frist");
      page.getByLabel("Aufbewahren bis").fill(until.toString());
      page.getByLabel("Warum?").fill("Eine Schule sucht noch ein Zeugnis.");
      page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Frist verlängern"))
          .click();
      page.waitForURL("**/umzuege/" + MOVE + "*");
    }
    assertThat(due()).isEqualTo(until.plusDays(1).atStartOfDay(HERE).toInstant());
    assertThat(decisions())
        .hasSize(before + 1)
        .last()
        .satisfies(
            row -> {
              assertThat(row.actor()).isEqualTo("technik");
              assertThat(row.details())
                  .containsEntry("reason", "Eine Schule sucht noch ein Zeugnis.");
            });
  }

  @Test
  void without_a_reason_with_an_earlier_day_or_for_years_nothing_changes() throws Exception {
    Instant before = due();
    LocalDate today = LocalDate.now(HERE);
    for (String body :
        List.of(
            "until=" + today.plusDays(60) + "&reason=",
            "until=" + today.plusDays(3) + "&reason=zu+frueh",
            "until=" + today.plusYears(2) + "&reason=zu+lang",
            "until=gestern&reason=kein+Tag")) {
      assertThat(posted("technik", body)).as(body).isEqualTo(422);
    }
    assertThat(due()).isEqualTo(before);
    assertThat(Duration.between(Instant.now(), due())).isBetween(days(29), days(31));
  }

  @Test
  void a_move_without_such_a_clock_says_so() throws Exception {
    HttpUser http = loggedIn("technik");
    String token = token(http);
    end(instance);
    assertThat(posted(http, token, "until=2026-12-31&reason=Warum+nicht")).isEqualTo(409);
  }

  @Test
  void who_only_oversees_does_not_change_it() throws Exception {
    HttpResponse<String> page = loggedIn("itm").get("/umzuege/" + MOVE + "/aufbewahrung");
    assertThat(page.statusCode()).isEqualTo(403);
    assertThat(page.body()).contains("Nur die Gruppen technik und betreiber");
    assertThat(posted("itm", "until=2027-01-31&reason=Warum+nicht")).isEqualTo(403);
  }

  private int posted(String user, String body) throws Exception {
    HttpUser http = loggedIn(user);
    return posted(http, token(http), body);
  }

  /** Empty for whoever may not see the form. */
  private static String token(HttpUser http) throws Exception {
    Matcher token = TOKEN.matcher(http.get("/umzuege/" + MOVE + "/aufbewahrung").body());
    return token.find() ? URLEncoder.encode(token.group(1), StandardCharsets.UTF_8) : "";
  }

  private static int posted(HttpUser http, String token, String body) throws Exception {
    return http.post(
            "/umzuege/" + MOVE + "/aufbewahrung",
            "application/x-www-form-urlencoded",
            body + "&_csrf=" + token)
        .statusCode();
  }

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }
}
