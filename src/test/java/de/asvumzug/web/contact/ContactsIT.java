package de.asvumzug.web.contact;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import de.asvumzug.notify.MailEvent;
import de.asvumzug.notify.MailStatus;
import de.asvumzug.notify.MigrationFixture;
import de.asvumzug.notify.Outbox;
import de.asvumzug.notify.address.AddressChecks;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Migrations;
import de.asvumzug.plan.people.Contact;
import de.asvumzug.plan.people.Person;
import de.asvumzug.plan.people.Place;
import de.asvumzug.plan.people.Role;
import de.asvumzug.security.DoorsTestBase;
import de.asvumzug.security.HttpUser;
import de.asvumzug.support.Accessibility;
import de.asvumzug.support.Browser;
import de.asvumzug.trail.TrailReader;
import de.asvumzug.trail.chain.TrailRow;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who has to do with a move is changed on a page, by staff and by the school itself. */
class ContactsIT extends DoorsTestBase {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final AtomicInteger NUMBERS = new AtomicInteger(301);
  private static final Place HEAD = new Place("0001", Role.HEAD, false);
  private static final Place OFFICE = new Place("0001", Role.OFFICE, false);

  private final String move = "U-2026-0" + NUMBERS.getAndIncrement();
  private final String page = "/umzuege/" + move + "/kontakte";
  private final String schoolPage = "/schule/kontakte/" + move;

  @Autowired private Migrations migrations;
  @Autowired private TrailReader trail;
  @Autowired private Outbox outbox;
  @Autowired private AddressChecks checks;
  @Autowired private JdbcClient jdbc;

  @BeforeEach
  void a_move_of_two_schools() {
    Migration plan =
        MigrationFixture.of()
            .withId(move)
            .withContact(HEAD, new Contact("Maria Huber", "leitung@oed.example", "08123 4567"));
    migrations.insert(plan, "technik");
  }

  private static Map<String, String> typed(String who, String name, String mail, String phone) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("wer", who);
    form.put("tun", "speichern");
    form.put("name", name);
    form.put("mail", mail);
    form.put("phone", phone);
    return form;
  }

  /** The head of the first school, as the page has shown her. */
  private Map<String, String> head(String name, String mail, String phone) {
    Map<String, String> form = typed(HEAD.key(), name, mail, phone);
    form.put("bisher", "Maria Huber, Telefon 08123 4567, leitung@oed.example");
    return form;
  }

  private static HttpResponse<String> post(HttpUser user, String page, Map<String, String> form)
      throws Exception {
    Matcher token = TOKEN.matcher(user.get("/kennwort").body());
    assertThat(token.find()).isTrue();
    Map<String, String> all = new LinkedHashMap<>(form);
    all.put("_csrf", token.group(1));
    return user.post(page, FORM, encoded(all), "Accept", "text/html");
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private Person person(Place place) {
    return migrations.get(move).person(place).orElse(null);
  }

  private List<String> asked() {
    return outbox.mails(move).stream()
        .filter(mail -> mail.event() == MailEvent.ADDRESS_CHECK)
        .map(MailStatus::recipient)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"technik", "betreiber"})
  void staff_puts_somebody_else_in_a_place(String who) throws Exception {
    HttpResponse<String> answer =
        post(loggedIn(who), page, head("Karl Frey", "frey@oed.example", "08123 4568"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
    assertThat(person(HEAD))
        .isEqualTo(new Person(Role.HEAD, false, "Karl Frey", "frey@oed.example", "08123 4568"));
    assertThat(asked()).containsExactly("frey@oed.example");
    assertThat(migrations.revisions(move)).as("nobody is asked about the window again").hasSize(1);
  }

  @Test
  void the_trail_says_who_has_changed_what_and_the_words_lie_beside_the_chain() throws Exception {
    post(loggedIn("technik"), page, head("Karl Frey", "frey@oed.example", ""));

    TrailRow line =
        trail.rows(move).stream().filter(row -> row.text().contains("geändert")).findFirst().get();
    assertThat(line.actor()).isEqualTo("technik");
    assertThat(line.school()).isEqualTo("0001");
    assertThat(line.details())
        .containsEntry("before", "Maria Huber, Telefon 08123 4567, leitung@oed.example")
        .containsEntry("after", "Karl Frey, frey@oed.example");
    assertThat(
            jdbc.sql("select string_agg(t::text, ' ') from umzug.trail t where migration_id = :id")
                .param("id", move)
                .query(String.class)
                .single())
        .doesNotContain("Frey", "Huber", "oed.example");
    assertThat(trail.verify(move).intact()).isTrue();
    assertThat(loggedIn("itm").get("/umzuege/" + move).body())
        .contains("Jetzt: Karl Frey, frey@oed.example");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Karl|frey|''|mail|eine E-Mail-Adresse",
        "Karl|a@b.example, c@d.example|''|mail|eine E-Mail-Adresse",
        "Karl|''|''|mail|eine E-Mail-Adresse oder eine Telefonnummer",
        "Karl|frey@oed.example|4567|phone|mit Vorwahl",
        "<b>Karl</b>|frey@oed.example|''|name|passt nicht",
        "Ka\u202erl|frey@oed.example|''|name|unsichtbare Zeichen",
      })
  void what_is_wrong_stands_beside_its_field_and_changes_nothing(
      String name, String mail, String phone, String field, String message) throws Exception {
    HttpResponse<String> answer = post(loggedIn("technik"), page, head(name, mail, phone));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .contains("href=\"#" + field + "\"", "id=\"" + field + "-f\"", message)
        .doesNotContain("<b>Karl");
    assertThat(person(HEAD).name()).isEqualTo("Maria Huber");
    assertThat(asked()).isEmpty();
  }

  @Test
  void a_school_cannot_be_left_without_an_address() throws Exception {
    Map<String, String> form = typed(OFFICE.key(), "", "", "");
    form.put("bisher", "gs@oed.example");

    assertThat(post(loggedIn("technik"), page, form).statusCode()).isEqualTo(422);

    assertThat(person(OFFICE).mail()).isEqualTo("gs@oed.example");
  }

  @Test
  void a_deputy_has_an_address_of_his_own() throws Exception {
    HttpResponse<String> answer =
        post(
            loggedIn("technik"),
            page,
            typed("0001.OFFICE-DEPUTY", "Eva Kurz", "LEITUNG@oed.example", ""));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("Die Vertretung braucht eine andere Adresse");
  }

  @Test
  void empty_fields_take_somebody_out() throws Exception {
    assertThat(post(loggedIn("technik"), page, head("", "", "")).statusCode()).isEqualTo(302);

    assertThat(person(HEAD)).isNull();
  }

  @Test
  void what_somebody_else_has_changed_meanwhile_is_not_overwritten() throws Exception {
    HttpUser technik = loggedIn("technik");
    post(technik, page, head("Karl Frey", "frey@oed.example", ""));

    HttpResponse<String> late = post(technik, page, head("Otto Spät", "spaet@oed.example", ""));

    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("inzwischen jemand anderes", "value=\"Otto Spät\"");
    assertThat(person(HEAD).name()).isEqualTo("Karl Frey");
  }

  @Test
  void nothing_is_taken_without_the_token_of_the_page() throws Exception {
    HttpResponse<String> answer =
        loggedIn("technik").post(page, FORM, encoded(head("X", "x@oed.example", "")));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(person(HEAD).name()).isEqualTo("Maria Huber");
  }

  @Test
  void a_school_changes_its_own_people_and_sees_no_others() throws Exception {
    HttpUser school = loggedIn("schule-0001");

    assertThat(school.get("/schule").body()).contains(schoolPage);
    assertThat(school.get(schoolPage).body())
        .contains("Maria Huber")
        .doesNotContain("wuermtal.example", "amt.example", "TECHNICIAN");
    assertThat(post(school, schoolPage, head("Karl Frey", "frey@oed.example", "")).statusCode())
        .isEqualTo(302);
    assertThat(person(HEAD).name()).isEqualTo("Karl Frey");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0002.HEAD", "0002.OFFICE", "TECHNICIAN", "0001.TECHNICIAN", "", "x"})
  void a_school_cannot_change_anybody_elses(String place) throws Exception {
    Migration before = migrations.get(move);

    HttpResponse<String> answer =
        post(
            loggedIn("schule-0001"),
            schoolPage,
            typed(place, "Eindringling", "e@evil.example", ""));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(migrations.get(move)).isEqualTo(before);
  }

  @Test
  void a_test_mail_is_sent_when_somebody_asks_for_it() throws Exception {
    HttpUser technik = loggedIn("technik");

    assertThat(post(technik, page, Map.of("wer", HEAD.key(), "tun", "testmail")).statusCode())
        .isEqualTo(302);
    assertThat(
            post(technik, page, Map.of("wer", "OPERATOR-DEPUTY", "tun", "testmail")).statusCode())
        .isEqualTo(409);

    assertThat(asked()).containsExactly("leitung@oed.example");
  }

  @Test
  void looking_at_the_link_confirms_nothing_and_pressing_its_button_does() throws Exception {
    String link = checks.link(move, "leitung@oed.example", Instant.now());
    HttpUser nobody = nobody();

    HttpResponse<String> shown = nobody.get(link, "Accept", "text/html");
    assertThat(shown.body()).contains("leitung@oed.example", "<button");
    assertThat(shown.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(shown.headers().firstValue("Cache-Control"))
        .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
    assertThat(loggedIn("itm").get("/umzuege/" + move).body()).contains("noch nicht bestätigt");

    assertThat(nobody.post(link, FORM, "").body()).contains("Danke, die Adresse ist bestätigt");
    assertThat(loggedIn("itm").get("/umzuege/" + move).body()).contains("bestätigt, ");
    assertThat(loggedIn("itm").get("/umzuege/" + move, "Accept-Language", "en").body())
        .contains("confirmed, ", "Head</span>");
  }

  @Test
  void after_the_retention_nobody_is_named_again() throws Exception {
    migrations.deletePeople(move);

    HttpResponse<String> answer =
        post(loggedIn("technik"), page, typed("TECHNICIAN", "X", "x@amt.example", ""));

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("Die Aufbewahrung dieses Umzugs ist vorüber");
    assertThat(migrations.get(move).people("technik")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1280, 320})
  void the_pages_are_for_everybody(int width) {
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page staff = browser.logIn("technik", PASSWORD);
      staff.setViewportSize(width, 900);
      staff.navigate(page);
      staff
          .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("0001 Schulleitung ändern"))
          .click();
      staff.getByLabel("E-Mail").fill("kein Postfach");
      staff.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Speichern")).click();
      seen(staff, "kontakte-" + width);
      staff.getByLabel("E-Mail").fill("frey@oed.example");
      staff.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Speichern")).click();
      staff.getByText("Gespeichert.").waitFor();
      staff.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
      seen(staff, "kontakte-dunkel-" + width);

      Page school = browser.logIn("schule-0001", PASSWORD);
      school.setViewportSize(width, 900);
      school.navigate(schoolPage + "?wer=" + OFFICE.key());
      seen(school, "schule-kontakte-" + width);

      Page nobody = browser.window();
      nobody.setViewportSize(width, 900);
      nobody.navigate(checks.link(move, "leitung@oed.example", Instant.now()));
      seen(nobody, "adresse-" + width);
    }
  }

  private static void seen(Page page, String name) {
    Accessibility.check(page, name);
    Browser.keep(page, name);
    assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
        .as(name)
        .isEqualTo(true);
  }
}
