package de.asvumzug.web.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import de.asvumzug.plan.Window;
import de.asvumzug.security.HttpUser;
import de.asvumzug.support.Browser;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two persons let a waiting move begin at once. */
@Tag("long")
class EarlyStartIT extends WaitingMoveTestBase {
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final String ASK = "tun=verlangen&told=true&reason=Alle+sind+schon+da.";

  private Window agreed;

  @BeforeEach
  void know_what_was_agreed() {
    agreed = migrations.get(id).window();
  }

  private HttpResponse<String> post(String who, String form) throws Exception {
    HttpUser user = loggedIn(who);
    Matcher token = TOKEN.matcher(user.get("/kennwort").body());
    assertThat(token.find()).isTrue();
    String csrf = "&_csrf=" + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8);
    return user.post("/umzuege/" + id + "/beginn", FORM, form + csrf, "Accept", "text/html");
  }

  private List<String> active(ProcessInstance move) {
    return engine.getRuntimeService().getActiveActivityIds(move.getId());
  }

  private List<String> lines() {
    return trail.rows(id).stream().map(row -> row.actor() + ": " + row.text()).toList();
  }

  @Test
  void one_asks_and_another_one_confirms_and_it_begins() throws Exception {
    ProcessInstance move = at("waiting");

    assertThat(post("technik", ASK).statusCode()).isEqualTo(302);
    assertThat(active(move)).containsExactly("waitForReminder");
    assertThat(loggedIn("betreiber").get("/umzuege/" + id + "/beginn").body())
        .contains("Alle sind schon da.", "Zustimmen, jetzt beginnen");
    assertThat(post("betreiber", "tun=zustimmen").statusCode()).isEqualTo(302);

    assertThat(active(move)).doesNotContain("waitForReminder", "waitForWindow");
    Window begun = migrations.get(id).window();
    Assertions.assertThat(begun.start())
        .isCloseTo(Instant.now(), Assertions.within(1, ChronoUnit.MINUTES));
    assertThat(Duration.between(begun.start(), begun.end()))
        .isEqualTo(Duration.between(agreed.start(), agreed.end()));
    assertThat(lines())
        .contains(
            "technik: Der sofortige Beginn wurde verlangt; eine zweite Person muss zustimmen.",
            "betreiber: Der Umzug beginnt sofort, von zwei Personen entschieden.");
  }

  @Test
  void nobody_confirms_what_he_has_asked_for_himself() throws Exception {
    ProcessInstance move = at("waiting");
    post("technik", ASK);

    HttpResponse<String> answer = post("technik", "tun=zustimmen");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("Zustimmen muss eine zweite Person");
    assertThat(active(move)).containsExactly("waitForReminder");
    assertThat(migrations.get(id).window()).isEqualTo(agreed);
  }

  @Test
  void nothing_begins_that_nobody_has_asked_for() throws Exception {
    ProcessInstance move = at("waiting");

    assertThat(post("technik2", "tun=zustimmen").statusCode()).isEqualTo(409);

    assertThat(active(move)).containsExactly("waitForReminder");
    assertThat(migrations.revisions(id)).hasSize(1);
  }

  @Test
  void a_second_person_can_refuse_and_then_nobody_can_confirm() throws Exception {
    ProcessInstance move = at("waiting");
    post("technik", ASK);

    assertThat(post("technik2", "tun=ablehnen").statusCode()).isEqualTo(302);

    assertThat(post("betreiber", "tun=zustimmen").statusCode()).isEqualTo(409);
    assertThat(active(move)).containsExactly("waitForReminder");
    assertThat(lines())
        .anyMatch(line -> line.startsWith("technik2: Der sofortige Beginn wurde abgelehnt"));
  }

  @Test
  void confirmed_twice_it_begins_once() throws Exception {
    at("waiting");
    post("technik", ASK);

    assertThat(post("betreiber", "tun=zustimmen").statusCode()).isEqualTo(302);
    assertThat(post("technik2", "tun=zustimmen").statusCode()).isEqualTo(409);

    assertThat(migrations.revisions(id)).hasSize(2);
  }

  @Test
  void a_request_does_not_outlive_the_window_it_was_made_for() throws Exception {
    ProcessInstance move = at("waiting");
    post("technik", ASK);
    engine
        .getRuntimeService()
        .createMessageCorrelation("MoveWindow")
        .processInstanceBusinessKey(id)
        .correlate();
    // The job executor may be loading the plan in the same moment.
    await()
        .ignoreExceptionsInstanceOf(OptimisticLockingException.class)
        .until(
            () -> {
              engine
                  .getRuntimeService()
                  .createProcessInstanceModification(move.getId())
                  .cancelAllForActivity("prepare")
                  .startBeforeActivity("waiting")
                  .execute();
              return true;
            });

    assertThat(post("betreiber", "tun=zustimmen").statusCode()).isEqualTo(409);
    assertThat(active(move)).containsExactly("waitForReminder");
  }

  @Test
  void a_reason_and_the_schools_knowledge_are_asked_for() throws Exception {
    at("waiting");

    assertThat(post("technik", "tun=verlangen&told=true&reason=").body())
        .contains("Der Grund fehlt; bitte angeben, warum der Umzug sofort beginnen soll.");
    HttpResponse<String> untold = post("technik", "tun=verlangen&reason=Alle+da");
    assertThat(untold.statusCode()).isEqualTo(422);
    assertThat(untold.body()).contains("dass alle Schulen Bescheid wissen", ">Alle da<");
    assertThat(lines()).noneMatch(line -> line.contains("sofortige"));
  }

  @Test
  void before_everything_is_agreed_nobody_can_ask() throws Exception {
    at("prepare");

    HttpResponse<String> answer = post("technik", ASK);

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("Die Vorarbeiten sind noch nicht erledigt");
    assertThat(lines()).noneMatch(line -> line.contains("sofortige"));
  }

  @Test
  void only_planners_ask_or_confirm() throws Exception {
    at("waiting");
    for (String other : List.of("itm", "admin", "schule-0001")) {
      assertThat(post(other, ASK).statusCode()).as(other).isEqualTo(403);
    }
    post("technik", ASK);
    for (String other : List.of("itm", "admin", "schule-0001")) {
      assertThat(post(other, "tun=zustimmen").statusCode()).as(other).isEqualTo(403);
    }
    assertThat(migrations.revisions(id)).hasSize(1);
  }

  @Test
  void two_people_do_it_in_their_browsers() {
    ProcessInstance move = at("waiting");
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page first = browser.logIn("technik", PASSWORD);
      first.setViewportSize(320, 900);
      first.navigate("/umzuege/" + id);
      first
          .getByRole(
              AriaRole.LINK,
              new Page.GetByRoleOptions().setName("Jetzt beginnen (zwei Personen) …"))
          .click();
      first.getByLabel("Grund").fill("Alle sind schon da.");
      first.getByLabel("Alle Schulen wissen").check();
      seen(first, "beginn-320");
      press(first, "Sofortigen Beginn verlangen");
      first.getByText("Jetzt muss eine zweite Person").waitFor();

      Page second = browser.logIn("betreiber", PASSWORD);
      second.setViewportSize(1280, 900);
      second.navigate("/umzuege/" + id + "/beginn");
      seen(second, "beginn-1280");
      press(second, "Zustimmen, jetzt beginnen");
      second.waitForURL("**/umzuege/" + id);
    }
    assertThat(active(move)).doesNotContain("waitForReminder");
  }

  private static void press(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name)).click();
  }

  private static void seen(Page page, String name) {
    assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(page.viewportSize().width);
    Browser.keep(page, name);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    Browser.keep(page, name + "-dunkel");
  }
}
