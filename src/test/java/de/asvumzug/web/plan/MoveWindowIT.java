package de.asvumzug.web.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Window;
import de.asvumzug.plan.intake.PlanReader;
import de.asvumzug.security.HttpUser;
import de.asvumzug.support.Browser;
import de.asvumzug.trail.chain.TrailRow;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page on which the window of a waiting move is moved. */
@Tag("long")
class MoveWindowIT extends WaitingMoveTestBase {
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final LocalDate LATER = DAY.plusDays(7);

  private ProcessInstance waiting() {
    return at("waiting");
  }

  private static Map<String, String> typed() {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("window.start", LATER + "T17:00");
    form.put("window.end", LATER + "T23:30");
    form.put("reason", "Am alten Termin ist die Leitung gesperrt.");
    return form;
  }

  private HttpResponse<String> post(HttpUser user, Map<String, String> form) throws Exception {
    Matcher token = TOKEN.matcher(user.get("/kennwort").body());
    assertThat(token.find()).isTrue();
    Map<String, String> all = new LinkedHashMap<>(form);
    all.put("_csrf", token.group(1));
    String body =
        all.entrySet().stream()
            .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&"));
    return user.post("/umzuege/" + id + "/fenster", FORM, body, "Accept", "text/html");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Window expected() {
    return new Window(
        LocalDateTime.parse(LATER + "T17:00").atZone(PlanReader.ZONE).toInstant(),
        LocalDateTime.parse(LATER + "T23:30").atZone(PlanReader.ZONE).toInstant());
  }

  @ParameterizedTest
  @ValueSource(strings = {"technik", "betreiber"})
  void a_waiting_move_gets_another_window_and_is_prepared_anew(String who) throws Exception {
    ProcessInstance move = waiting();
    Migration before = migrations.get(id);

    HttpResponse<String> answer = post(loggedIn(who), typed());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
    assertThat(migrations.get(id)).isEqualTo(before.withWindow(expected()));
    assertThat(migrations.revisions(id)).hasSize(2);
    assertThat(engine.getRuntimeService().getActiveActivityIds(move.getId()))
        .containsExactly("prepare");
    TrailRow line = line();
    assertThat(line.actor()).isEqualTo(who);
    assertThat(line.details().toString())
        .contains(
            before.window().start().toString(),
            before.window().end().toString(),
            expected().start().toString(),
            expected().end().toString());
    assertThat(loggedIn("itm").get("/umzuege/" + id).body())
        .contains("Am alten Termin ist die Leitung gesperrt.");
  }

  private TrailRow line() {
    return trail.rows(id).stream()
        .filter(row -> row.text().contains("Umzugsfenster wurde verschoben"))
        .reduce(
            (one, other) -> {
              throw new AssertionError("twice");
            })
        .orElseThrow();
  }

  @Test
  void the_same_page_sent_twice_moves_the_window_once() throws Exception {
    waiting();
    HttpUser technik = loggedIn("technik");

    assertThat(post(technik, typed()).statusCode()).isEqualTo(302);
    assertThat(post(technik, typed()).statusCode()).isEqualTo(409);

    assertThat(migrations.revisions(id)).hasSize(2);
    assertThat(line()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "window.start | '' | f-window-start | Fehlt",
        "window.start | 2020-01-01T10:00 | f-window-start | liegt in der Vergangenheit",
        "window.start | 2099-01-01T10:00 | f-window-start | liegt zu weit in der Zukunft",
        "window.end | 2020-01-01T10:00 | f-window-end | liegt nicht nach dem Beginn",
        "window.end | morgen | f-window-end | passt nicht",
        "reason | '' | reason | Fehlt; bitte angeben, warum das Fenster verschoben wird.",
        "reason | x | reason | Ist zu kurz",
      })
  void what_is_wrong_stands_beside_its_field_and_changes_nothing(
      String field, String text, String element, String message) throws Exception {
    ProcessInstance move = waiting();
    Map<String, String> form = typed();
    form.put(field, text);

    HttpResponse<String> answer = post(loggedIn("technik"), form);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    String page = answer.body();
    assertThat(page).contains("role=\"alert\"", "href=\"#" + element + "\"");
    String beside = page.substring(page.indexOf("id=\"" + element + "-f\""));
    assertThat(beside.substring(0, beside.indexOf("</span>"))).containsIgnoringCase(message);
    assertThat(migrations.revisions(id)).hasSize(1);
    assertThat(engine.getRuntimeService().getActiveActivityIds(move.getId()))
        .containsExactly("waitForReminder");
  }

  @Test
  void the_window_it_has_already_is_refused() throws Exception {
    waiting();
    Map<String, String> form = typed();
    form.put("window.start", DAY + "T16:00");
    form.put("window.end", DAY + "T22:00");

    assertThat(post(loggedIn("technik"), form).body()).contains("unverändert");
    assertThat(migrations.revisions(id)).hasSize(1);
  }

  @Test
  void whoever_cannot_move_it_now_is_told_why() throws Exception {
    HttpUser technik = loggedIn("technik");
    at("recheckMachines");

    assertThat(technik.get("/umzuege/" + id + "/fenster").body())
        .contains("Das Umzugsfenster hat begonnen")
        .doesNotContain("<textarea");
    assertThat(post(technik, typed()).statusCode()).isEqualTo(409);
    assertThat(migrations.revisions(id)).hasSize(1);
  }

  @Test
  void only_planners_move_a_window() throws Exception {
    waiting();
    for (String other : List.of("itm", "admin", "schule-0001")) {
      assertThat(post(loggedIn(other), typed()).statusCode()).as(other).isEqualTo(403);
    }
    assertThat(migrations.revisions(id)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1280, 320})
  void it_is_moved_in_a_browser(int width) {
    waiting();
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page page = browser.logIn("technik", PASSWORD);
      page.setViewportSize(width, 900);
      page.navigate("/umzuege/" + id);
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Fenster verschieben …"))
          .click();
      page.getByLabel("Beginn", new Page.GetByLabelOptions().setExact(true)).fill(LATER + "T17:00");
      page.getByLabel("Grund").fill("x");
      press(page);
      assertThat(page.locator("[aria-invalid=true]").count()).isEqualTo(2);
      seen(page, "fenster-" + width);
      page.getByLabel("Ende", new Page.GetByLabelOptions().setExact(true)).fill(LATER + "T23:30");
      page.getByLabel("Grund").fill("Leitung gesperrt");
      press(page);
      page.waitForURL("**/umzuege/" + id);
    }
    assertThat(migrations.get(id).window()).isEqualTo(expected());
  }

  private static void press(Page page) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Fenster verschieben"))
        .click();
  }

  private static void seen(Page page, String name) {
    assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(page.viewportSize().width);
    Browser.keep(page, name);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    Browser.keep(page, name + "-dunkel");
  }
}
