package de.asvumzug.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.asvumzug.notify.Mails;
import de.asvumzug.notify.ReadEntry;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Migrations;
import de.asvumzug.plan.Window;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A calendar at an address that is its own key. */
@ExtendWith(OutputCaptureExtension.class)
class PrivateCalendarIT extends DoorsTestBase {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final Pattern ADDRESS =
      Pattern.compile("value=\"[^\"]*(/kalender/[^\"]+[.]ics)\"");
  private static final String OWN = "U-2026-0401";
  private static final String OTHER = "U-2026-0402";

  @Autowired private Migrations migrations;
  @Autowired private Mails mails;
  @Autowired private JdbcClient jdbc;

  @BeforeEach
  void two_moves_of_different_schools() {
    Migration soon = TwoMoves.soon(OWN);
    if (migrations.find(OWN).isEmpty()) {
      migrations.insert(soon, "technik");
      migrations.insert(TwoMoves.south().withId(OTHER).withWindow(soon.window()), "technik");
      start(OWN);
      start(OTHER);
    }
  }

  /** So that they count as under way. */
  private void start(String move) {
    engine
        .getRuntimeService()
        .startProcessInstanceByKey(
            "doors", move, Map.of("migrationId", move, "schools", List.of("0009")));
  }

  private List<ReadEntry> read(String address) throws Exception {
    HttpResponse<String> answer = nobody().get(address);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/calendar;charset=UTF-8");
    return ReadEntry.all(answer.body());
  }

  private String renewed(HttpUser person) throws Exception {
    HttpResponse<String> answer = person.post("/kalender", FORM, csrf(person));
    Matcher address = ADDRESS.matcher(answer.body());
    assertThat(address.find()).as(answer.body()).isTrue();
    return address.group(1);
  }

  private String csrf(HttpUser person) throws Exception {
    Matcher token = TOKEN.matcher(person.get("/kalender").body());
    assertThat(token.find()).isTrue();
    return "_csrf=" + HttpUser.encode(token.group(1));
  }

  @Test
  void a_school_reads_its_own_moves_without_logging_in_and_no_others() throws Exception {
    List<ReadEntry> entries = read(renewed(loggedIn("schule-0001")));

    assertThat(entries).extracting(ReadEntry::uid).anyMatch(uid -> uid.startsWith(OWN + "@"));
    assertThat(entries)
        .allSatisfy(
            entry ->
                assertThat(entry.text())
                    .doesNotContain("annengrund", OTHER, "Mittelschule Lindenau", "ATTENDEE"));
  }

  @Test
  void technik_reads_all_moves() throws Exception {
    String address = renewed(loggedIn("technik"));

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(read(address))
                    .extracting(ReadEntry::uid)
                    .anyMatch(uid -> uid.startsWith(OWN + "@"))
                    .anyMatch(uid -> uid.startsWith(OTHER + "@")));
  }

  @Test
  void a_window_is_tentative_until_it_is_agreed_and_gone_when_it_is_called_off() throws Exception {
    String address = renewed(loggedIn("schule-0001"));
    assertThat(own(address)).extracting(ReadEntry::status).containsExactly("TENTATIVE");

    Migration move = migrations.get(OWN);
    mails.agreed(move);
    assertThat(own(address)).extracting(ReadEntry::status).containsExactly("CONFIRMED");

    Duration week = Duration.ofDays(7);
    Window moved = new Window(move.window().start().plus(week), move.window().end().plus(week));
    migrations.moveWindow(OWN, moved, "technik");
    assertThat(own(address)).extracting(ReadEntry::status).containsExactly("TENTATIVE");
    assertThat(own(address))
        .extracting(ReadEntry::start)
        .containsExactly(moved.start().truncatedTo(ChronoUnit.SECONDS));

    mails.cancelled(move, null);
    assertThat(own(address)).isEmpty();
    mails.agreed(migrations.get(OWN));
  }

  private List<ReadEntry> own(String address) throws Exception {
    return read(address).stream().filter(entry -> entry.uid().startsWith(OWN + "@")).toList();
  }

  @Test
  void a_renewed_a_withdrawn_and_an_invented_address_are_answered_alike() throws Exception {
    HttpUser school = loggedIn("schule-0001");
    String renewed = renewed(school);
    String withdrawn = renewed(school);
    school.post("/kalender/ende", FORM, csrf(school));

    for (String address : List.of(renewed, withdrawn, "/kalender/x.ics")) {
      HttpResponse<String> answer = nobody().get(address, "Accept", "text/html");
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).isEmpty();
      assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }
  }

  @Test
  void an_account_that_has_lost_its_group_or_is_gone_has_no_calendar() throws Exception {
    User user = engine.getIdentityService().newUser("kurz-dabei");
    user.setPassword(PASSWORD);
    engine.getIdentityService().saveUser(user);
    engine.getIdentityService().createMembership("kurz-dabei", "technik");
    String address = renewed(loggedIn("kurz-dabei"));
    assertThat(nobody().get(address).statusCode()).isEqualTo(200);

    engine.getIdentityService().deleteMembership("kurz-dabei", "technik");
    assertThat(nobody().get(address).statusCode()).isEqualTo(404);
    engine.getIdentityService().deleteUser("kurz-dabei");
    assertThat(nobody().get(address).statusCode()).isEqualTo(404);
  }

  @Test
  void the_address_is_neither_stored_nor_logged(CapturedOutput output) throws Exception {
    HttpUser school = loggedIn("schule-0002");
    String address = renewed(school);
    String token = address.substring("/kalender/".length(), address.indexOf(".ics"));
    school.post("/kalender/ende", FORM, csrf(school));
    nobody().get(address);
    renewed(school);

    assertThat(token).hasSize(43);
    assertThat(
            jdbc.sql("select s::text from umzug.calendar_subscription s")
                .query(String.class)
                .list())
        .isNotEmpty()
        .noneMatch(row -> row.contains(token));
    assertThat(school.get("/kalender").body()).doesNotContain(token);
    assertThat(output).contains("/kalender/….ics → 404").doesNotContain(token);
  }

  @Test
  void tasks_come_as_entries_only_if_the_school_wants_them() throws Exception {
    HttpUser school = loggedIn("schule-0001");
    String address = renewed(school);
    engine
        .getRuntimeService()
        .startProcessInstanceByKey(
            "doors", OWN, Map.of("migrationId", OWN, "schools", List.of("0001")));
    var task =
        engine
            .getTaskService()
            .createTaskQuery()
            .taskCandidateGroup("schule-0001")
            .processInstanceBusinessKey(OWN)
            .list()
            .get(0);
    task.setDueDate(java.util.Date.from(java.time.Instant.now().plus(Duration.ofDays(2))));
    engine.getTaskService().saveTask(task);
    assertThat(read(address)).noneMatch(entry -> entry.uid().contains(task.getId()));

    school.post("/kalender/aufgaben", FORM, csrf(school) + "&school=0001&wanted=true");
    school.post("/kalender/aufgaben", FORM, csrf(school) + "&school=0002&wanted=true");

    assertThat(read(address)).anyMatch(entry -> entry.uid().contains(task.getId()));
    assertThat(jdbc.sql("select school from umzug.calendar_task_wish").query(String.class).list())
        .containsExactly("0001");
    school.post("/kalender/aufgaben", FORM, csrf(school) + "&school=0001&wanted=false");
    assertThat(read(address)).noneMatch(entry -> entry.uid().contains(task.getId()));
  }

  @Test
  void the_page_is_german_or_english_by_the_browser() throws Exception {
    HttpUser technik = loggedIn("technik");

    assertThat(technik.get("/kalender").body()).contains("Ihre Adresse", "lang=\"de\"");
    assertThat(technik.get("/kalender", "Accept-Language", "en").body())
        .contains("Your address", "lang=\"en\"")
        .doesNotContain("Ihre Adresse");
  }

  @Test
  void who_guesses_has_to_wait_and_who_has_read_before_has_not() throws Exception {
    String known = renewed(loggedIn("technik2"));
    assertThat(from("127.0.0.77", known)).contains(" 200 ");
    String last = "";
    for (int i = 0; i < 40 && !last.contains(" 429 "); i++) {
      last = from("127.0.0.77", "/kalender/geraten-" + i + ".ics");
    }

    assertThat(last).contains(" 429 ", "Retry-After: ");
    assertThat(from("127.0.0.77", known)).contains(" 200 ");
    assertThat(from("127.0.0.78", "/kalender/geraten.ics")).as("another source").contains(" 404 ");
  }

  /** Asks from an address of its own. */
  private String from(String source, String path) throws IOException {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(source, 0));
      socket.connect(new InetSocketAddress("127.0.0.1", port));
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
