package de.asvumzug.web.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Migrations;
import de.asvumzug.plan.intake.PlanJson;
import de.asvumzug.security.DoorsTestBase;
import de.asvumzug.security.HttpUser;
import de.asvumzug.trail.TrailReader;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A new move by the form, as a browser sends it; the machines belong to a site. */
@Tag("long")
class NewMoveIT extends DoorsTestBase {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final Pattern DRAFT = Pattern.compile("name=\"plan\" value=\"([^\"]+)\"");
  private static final Pattern PLACE = Pattern.compile("/umzuege/(U-\\d{4}-\\d{4})");

  @Autowired private Migrations migrations;
  @Autowired private TrailReader trail;
  private HttpUser technik;

  @BeforeEach
  void log_in() throws Exception {
    technik = loggedIn("technik");
  }

  @AfterEach
  void end_moves() {
    for (ProcessInstance move : moves()) {
      end(move.getId());
    }
  }

  private List<ProcessInstance> moves() {
    return engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processDefinitionKey("asv-migration")
        .list();
  }

  /** What somebody types for a whole Enterprise server of two schools. */
  private static Map<String, String> typed() {
    LocalDate day = LocalDate.now().plusDays(20);
    Map<String, String> form = new LinkedHashMap<>();
    form.put("entwurf", "entwurf-1");
    form.put("title", "Umzug „Süd“ & Größe");
    form.put("scope", "ALL");
    for (String side : List.of("source", "target")) {
      boolean old = side.equals("source");
      form.put(side + ".machine", old ? "nord-alt" : "nord-neu");
      form.put(side + ".variant", "ENTERPRISE");
      form.put(side + ".version", old ? "2.13.480" : "2.14.12");
      form.put(side + ".directory", "/opt/asv");
      form.put(side + ".address", old ? "alt.example" : "neu.example");
      form.put(side + ".database.version", old ? "14" : "15");
    }
    form.put("packages.installer", "/opt/pakete/installer.zip");
    form.put("packages.updateInstaller", "/opt/pakete/update.zip");
    form.put("packages.certificate", "/opt/pakete/server.p12");
    form.put("packages.certificatePinSecret", "nord-pin");
    form.put("schools[0].number", "0001");
    form.put("schools[0].name", "Grundschule Am Weiher");
    form.put("schools[0].mail", "weiher@schule.example");
    form.put("schools[1].number", "0002");
    form.put("schools[1].name", "Mittelschule Süd");
    form.put("schools[1].mail", "sued@schule.example");
    form.put("window.start", day + "T16:00");
    form.put("window.end", day.plusDays(1) + "T02:00");
    form.put("options.setUpServices", "true");
    form.put("options.backupTenant", "AUTOMATIC");
    form.put("options.installServer", "MANUAL");
    return form;
  }

  private static Map<String, String> typed(String field, String text) {
    Map<String, String> form = typed();
    form.put(field, text);
    return form;
  }

  private static HttpResponse<String> post(HttpUser user, Map<String, String> form)
      throws Exception {
    String page = user.get("/kennwort").body();
    Matcher token = TOKEN.matcher(page);
    assertThat(token.find()).isTrue();
    Map<String, String> all = new LinkedHashMap<>(form);
    all.put("_csrf", token.group(1));
    return user.post("/umzuege/neu", FORM, encoded(all), "Accept", "text/html,*/*");
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Map<String, String> asked(Map<String, String> form, String what) {
    Map<String, String> all = new LinkedHashMap<>(form);
    all.put("tun", what);
    return all;
  }

  /** The plan that a preview carries. */
  private static String shown(HttpResponse<String> preview) {
    assertThat(preview.statusCode()).as(preview.body()).isEqualTo(200);
    Matcher draft = DRAFT.matcher(preview.body());
    assertThat(draft.find()).as(preview.body()).isTrue();
    return draft.group(1).replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
  }

  private static Map<String, String> sending(String plan, String token) {
    return Map.of("tun", "senden", "plan", plan, "entwurf", token);
  }

  private String begun(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
    Matcher place = PLACE.matcher(answer.headers().firstValue("Location").orElse(""));
    assertThat(place.find()).isTrue();
    return place.group(1);
  }

  @Test
  void the_preview_shows_route_and_steps_and_stores_nothing() throws Exception {
    int before = migrations.list().size();

    String page = post(technik, typed()).body();

    assertThat(page)
        .contains(
            "Umzug „Süd“ &amp; Größe",
            "Der ganze Server zieht auf einmal um",
            "Der alte Server wird stillgelegt",
            "Die Adresse ändert sich",
            "Postgres-Sicherung erstellen",
            "Termin abstimmen",
            "Umzug anlegen")
        .doesNotContain("Schulscharf sichern");
    assertThat(page)
        .containsPattern(
            "Server[^<]*installieren</span>[^(]*\\(Technik\\)[^<]*</span><strong class=\"hand\"> von Hand");
    assertThat(migrations.list()).hasSize(before);
    assertThat(moves()).isEmpty();
  }

  @Test
  void what_is_sent_begins_a_move_as_a_plan_by_rest_does() throws Exception {
    String plan = shown(post(technik, typed()));

    String id = begun(post(technik, sending(plan, "begin")));

    Migration stored = migrations.get(id);
    assertThat(stored.title()).isEqualTo("Umzug „Süd“ & Größe");
    assertThat(stored.schoolNumbers()).containsExactly("0001", "0002");
    assertThat(moves()).singleElement().extracting(ProcessInstance::getBusinessKey).isEqualTo(id);
    assertThat(trail.rows(id).get(0).text()).contains("wurde angenommen");
    assertThat(trail.rows(id).get(0).actor()).isEqualTo("technik");
  }

  @Test
  void the_same_form_sent_twice_begins_one_move() throws Exception {
    String plan = shown(post(technik, typed()));

    String first = begun(post(technik, sending(plan, "zweimal")));
    String second = begun(post(technik, sending(plan, "zweimal")));

    assertThat(second).isEqualTo(first);
    assertThat(moves()).hasSize(1);
  }

  @Test
  void the_same_form_sent_four_times_at_once_begins_one_move() throws Exception {
    String plan = shown(post(technik, typed()));
    ExecutorService many = Executors.newFixedThreadPool(4);
    List<Callable<HttpResponse<String>>> clicks = new ArrayList<>();
    for (int click = 0; click < 4; click++) {
      clicks.add(() -> post(technik, sending(plan, "gleichzeitig")));
    }
    try {
      List<String> places = new ArrayList<>();
      for (Future<HttpResponse<String>> click : many.invokeAll(clicks)) {
        places.add(begun(click.get()));
      }
      assertThat(places).containsOnly(places.get(0));
    } finally {
      many.shutdownNow();
    }
    assertThat(moves()).hasSize(1);
  }

  @Test
  void another_form_for_the_same_machines_is_refused_beside_the_machine() throws Exception {
    String plan = shown(post(technik, typed()));
    String first = begun(post(technik, sending(plan, "eins")));

    HttpResponse<String> second = post(technik, sending(plan, "zwei"));

    assertThat(second.statusCode()).isEqualTo(422);
    assertThat(second.body()).contains("im Umzug " + first + " der alte Server", "value=\"0001\"");
    assertThat(moves()).hasSize(1);
  }

  @Test
  void a_file_of_the_form_is_taken_by_rest_as_it_is() throws Exception {
    String plan = shown(post(technik, typed()));

    HttpResponse<String> yaml =
        post(technik, Map.of("tun", "yaml", "plan", plan, "entwurf", "datei"));

    assertThat(yaml.headers().firstValue("Content-Disposition").orElse(""))
        .isEqualTo("attachment; filename=\"umzugsplan.yaml\"");
    HttpResponse<String> answer =
        nobody()
            .post(
                "/api/migrations",
                "application/yaml",
                yaml.body(),
                "Authorization",
                HttpUser.basic("technik", PASSWORD));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    String id = new ObjectMapper().readTree(answer.body()).get("id").textValue();
    Migration byRest = migrations.get(id);
    assertThat(byRest.withId(null))
        .isEqualTo(
            PlanExamples.read(
                (ObjectNode) new PlanJson().readJson(plan.getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  void what_is_typed_so_far_can_be_downloaded_before_it_is_right() throws Exception {
    HttpResponse<String> json = post(technik, asked(typed("title", ""), "json"));

    assertThat(json.statusCode()).isEqualTo(200);
    assertThat(new ObjectMapper().readTree(json.body()).at("/schools/1/name").textValue())
        .isEqualTo("Mittelschule Süd");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "title | '' | Fehlt; bitte angeben: ein Name für diesen Umzug.",
        "scope | '' | Bitte wählen Sie eine der Möglichkeiten.",
        "scope | SOME | alle Schulen",
        "sourceServesOthers | true | den Haken bei den anderen Schulen des alten Servers wegnehmen",
        "source.machine | '' | Bitte wählen Sie eine der eingerichteten Maschinen.",
        "source.machine | keller | ist nicht eingerichtet",
        "target.machine | sued-neu | verschiedenen Standorten",
        "target.machine | nord-alt | dieselbe Maschine",
        "source.variant | DESKTOP | Bitte wählen Sie eine der Möglichkeiten.",
        "target.version | 2.12.1 | ist älter als die Version des alten Servers",
        "target.version | zwei | passt nicht",
        "source.clientPort | acht | Muss eine ganze Zahl sein",
        "source.clientPort | 70000 | liegt nicht zwischen 1 und 65535",
        "source.database.version | '' | Fehlt; bitte die Hauptversion von PostgreSQL angeben",
        "target.database.version | 13 | ist älter als PostgreSQL",
        "target.database.owner | pg_monitor | ist PostgreSQL vorbehalten",
        "schools[1].number | 0001 | kommt mehrfach vor",
        "schools[1].number | 1 | eine vierstellige Schulnummer",
        "schools[0].mail | weiher | eine E-Mail-Adresse",
        "window.start | 2020-01-01T10:00 | liegt in der Vergangenheit",
        "window.end | 2020-01-01T10:00 | liegt nicht nach dem Beginn",
        "window.start | '' | fehlt",
        "packages.installer | '' | Fehlt; bitte angeben: der Pfad des ASV-Installers.",
        "clients[0].name | '<b>' | passt nicht",
        "options.installServer | SOMETIMES | Bitte wählen Sie eine der Möglichkeiten.",
        "options.retention | bald | 30 (Tage)",
        "options.reminders.openAfter | 30 | liegt nicht zwischen 1 und 20",
        "options.reminders.beforeWindow | bald | durch Komma getrennt",
        "contacts.operator.mail | x | eine E-Mail-Adresse",
        "contacts.technician.phone | 4567 | mit Vorwahl",
        "schools[0].head.phone | 11 | mit Vorwahl",
      })
  void what_is_wrong_stands_beside_its_field(String field, String text, String message)
      throws Exception {
    int before = migrations.list().size();

    HttpResponse<String> answer = post(technik, typed(field, text));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    String id = FormPage.id(field);
    String page = answer.body();
    assertThat(page).contains("role=\"alert\"", "href=\"#" + id + "\"");
    assertThat(attributes(page, id)).contains("aria-invalid=\"true\"", id + "-f\"");
    String beside = after(page, "id=\"" + id + "-f\"");
    assertThat(beside.substring(0, beside.indexOf("</span>"))).containsIgnoringCase(message);
    assertThat(page).contains("value=\"Grundschule Am Weiher\"");
    assertThat(migrations.list()).hasSize(before);
    assertThat(moves()).isEmpty();
  }

  private static String after(String page, String mark) {
    assertThat(page).contains(mark);
    return page.substring(page.indexOf(mark) + mark.length());
  }

  /** Of the element with an id. */
  private static String attributes(String page, String id) {
    Matcher element =
        Pattern.compile("<[a-z]+[^>]* id=\"" + Pattern.quote(id) + "\"[^>]*>").matcher(page);
    assertThat(element.find()).as(id).isTrue();
    return element.group();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "${7*7}",
        "[[${7*7}]]",
        "__${7*7}__::x",
        "T(java.lang.Runtime).getRuntime().exec('x')",
        "a\u0000b",
        "umgekehrt\u202Etxet",
        "zwei\r\nZeilen",
      })
  void hostile_text_is_shown_as_text_and_refused_or_kept(String text) throws Exception {
    for (String field : List.of("title", "source.address", "schools[0].mail", "window.start")) {
      HttpResponse<String> answer = post(technik, typed(field, text));

      assertThat(answer.statusCode()).as(field).isIn(200, 422);
      assertThat(answer.body())
          .doesNotContain("<script>alert", "<img src=x", ">49<", "\"49\"", "Exception");
    }
    assertThat(post(technik, typed("source.address", text)).statusCode()).isEqualTo(422);
  }

  @Test
  void very_long_text_is_refused_and_kept() throws Exception {
    String text = "ü".repeat(20_000);

    HttpResponse<String> answer = post(technik, typed("title", text));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("Ist mit 20000 Zeichen zu lang", "value=\"" + text + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "\"x\"", "{\"title\":{\"a\":1},\"schools\":7}"})
  void a_preview_that_was_tampered_with_begins_nothing(String plan) throws Exception {
    HttpResponse<String> answer = post(technik, sending(plan, "x"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(answer.body()).doesNotContain("Exception");
    assertThat(moves()).isEmpty();
  }

  @Test
  void five_hundred_schools_fit_into_the_form() throws Exception {
    Map<String, String> form = typed();
    for (int school = 0; school < 500; school++) {
      form.put("schools[" + school + "].number", "%04d".formatted(school + 1));
      form.put("schools[" + school + "].name", "Schule Nummer %d".formatted(school + 1));
      form.put("schools[" + school + "].mail", "s%d@schule.example".formatted(school + 1));
      form.put("schools[" + school + "].phone", "08123 4567-%d".formatted(school));
      for (String who : List.of("head", "secretary", "systemAdministrator", "deputy")) {
        String path = "schools[" + school + "]." + who;
        form.put(path + ".name", "Frau Dr. Müller-Lüdenscheidt %d".formatted(school));
        form.put(path + ".mail", "%s%d@schule.example".formatted(who, school));
        form.put(path + ".phone", "");
      }
    }

    assertThat(post(technik, form).body()).contains("Umzug anlegen", "0500 Schule Nummer 500");
    form.put("schools[500].number", "0501");
    assertThat(post(technik, form).body()).contains("Hat 501 Einträge; höchstens 500 sind möglich");
  }

  @Test
  void an_hour_that_comes_twice_is_asked_back_and_then_taken() throws Exception {
    LocalDate sunday = nextAutumnNight();
    Map<String, String> form = typed("window.start", sunday + "T02:30");
    form.put("window.end", sunday + "T12:00");

    HttpResponse<String> asked = post(technik, form);
    assertThat(asked.statusCode()).isEqualTo(422);
    assertThat(asked.body())
        .contains("gibt es zweimal", "in der Auswahl darunter sagen, welches Mal gemeint ist")
        .containsPattern("<details open=\"open\">\\s*<summary>Nacht der Zeitumstellung");

    form.put("window.startOffset", "+01:00");
    assertThat(shown(post(technik, form))).contains(sunday + "T02:30+01:00");
  }

  private static LocalDate nextAutumnNight() {
    java.time.zone.ZoneRules rules = de.asvumzug.plan.intake.PlanReader.ZONE.getRules();
    java.time.zone.ZoneOffsetTransition change =
        rules.nextTransition(java.time.Instant.now().plus(java.time.Duration.ofDays(3)));
    return (change.isOverlap() ? change : rules.nextTransition(change.getInstant()))
        .getDateTimeBefore()
        .toLocalDate();
  }

  @Test
  void a_row_more_and_a_row_less_keep_everything_else() throws Exception {
    String more = post(technik, asked(typed(), "mehr:schools")).body();
    assertThat(more).contains("id=\"f-schools-2-number\"", "value=\"Mittelschule Süd\"");

    String less = post(technik, asked(typed(), "weg:schools:0")).body();
    assertThat(attributes(less, "f-schools-0-name")).contains("value=\"Mittelschule Süd\"");
    assertThat(less)
        .contains("value=\"/opt/pakete/update.zip\"")
        .doesNotContain("id=\"f-schools-1-number\"");
  }

  @Test
  void from_the_preview_back_everything_is_still_typed() throws Exception {
    String plan = shown(post(technik, typed()));

    String page = post(technik, Map.of("tun", "zurueck", "plan", plan, "entwurf", "e")).body();

    for (Map.Entry<String, String> field : typed().entrySet()) {
      if (PlanFields.of(field.getKey()) != null
          && PlanFields.of(field.getKey()).kind() == FormField.Kind.TEXT) {
        assertThat(attributes(page, FormPage.id(field.getKey())))
            .contains("value=\"" + field.getValue().replace("&", "&amp;") + "\"");
      }
    }
    assertThat(page).contains("name=\"entwurf\" value=\"e\"");
  }

  @Test
  void the_next_move_like_this_one_starts_with_everything_but_the_window() throws Exception {
    String id = begun(post(technik, sending(shown(post(technik, typed())), "wie")));

    assertThat(technik.get("/umzuege/" + id).body()).contains("/umzuege/neu?wie=" + id);
    String page = technik.get("/umzuege/neu?wie=" + id).body();

    assertThat(page).contains("value=\"Mittelschule Süd\"", "value=\"nord-pin\"");
    assertThat(attributes(page, "f-window-start")).contains("value=\"\"");
    assertThat(attributes(page, "f-window-end")).contains("value=\"\"");
    assertThat(page).doesNotContain("value=\"" + id + "\"");
  }

  @Test
  void what_is_known_of_a_machine_and_of_schools_is_filled_in() throws Exception {
    String id =
        begun(
            post(
                technik,
                sending(shown(post(technik, typed("schools[1].number", "0772"))), "bekannt")));
    assertThat(id).isNotEmpty();

    String machine =
        post(
                technik,
                Map.of(
                    "tun",
                    "bekannt:source",
                    "source.machine",
                    "nord-neu",
                    "source.address",
                    "eigene.example"))
            .body();
    assertThat(attributes(machine, "f-source-version")).contains("value=\"2.14.12\"");
    assertThat(attributes(machine, "f-source-address")).contains("value=\"eigene.example\"");

    String schools =
        post(technik, Map.of("tun", "bekannt:schools", "schools[0].number", "0772")).body();
    assertThat(attributes(schools, "f-schools-0-mail")).contains("value=\"sued@schule.example\"");
  }

  @Test
  void only_planners_see_the_form_and_the_links_to_it() throws Exception {
    for (String other : List.of("itm", "admin", "schule-0001")) {
      HttpUser user = loggedIn(other);
      assertThat(user.get("/umzuege/neu", "Accept", "text/html").statusCode()).isEqualTo(403);
      assertThat(post(user, typed()).statusCode()).isEqualTo(403);
    }
    assertThat(loggedIn("itm").get("/umzuege/neu").body()).contains("Nur die Gruppen technik");
    assertThat(loggedIn("itm").get("/").body()).doesNotContain("/umzuege/neu");
    assertThat(technik.get("/").body()).contains("/umzuege/neu");
    assertThat(moves()).isEmpty();
  }

  @Test
  void nothing_is_taken_without_the_token_of_the_page() throws Exception {
    HttpResponse<String> answer = technik.post("/umzuege/neu", FORM, encoded(typed()));

    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @Test
  void like_a_move_that_does_not_exist_is_not_found() throws Exception {
    assertThat(technik.get("/umzuege/neu?wie=U-2026-9999").statusCode()).isEqualTo(404);
  }
}
