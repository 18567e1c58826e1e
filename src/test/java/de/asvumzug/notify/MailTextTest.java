package de.asvumzug.notify;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.notify.template.GermanTime;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.School;
import de.asvumzug.plan.people.Contact;
import de.asvumzug.plan.people.Place;
import de.asvumzug.plan.people.Role;
import de.asvumzug.trail.AuditTrailFixture;
import de.asvumzug.trail.chain.TrailRow;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The whole text of every mail, as schools and as technicians get it, lies in mails/ to be read.
 */
class MailTextTest {
  private static final Pattern LINK = Pattern.compile("href=\"([^\"]*)\"");

  private final MailFixture kit = new MailFixture();
  private final Migration move = MigrationFixture.of();
  private final TaskMails taskMails = kit.taskMails(move);

  @ParameterizedTest
  @EnumSource(MailEvent.class)
  void says_in_plain_german_what_happens_and_what_to_do(MailEvent event) throws IOException {
    queue(event);

    if (event == MailEvent.TASK_OVERDUE) {
      assertThat(text(event, "konrektorin@oed.example"))
          .isEqualTo(expected(event.template() + "-vertretung.txt"));
      assertThat(
              text(event, move.contacts().itManagement().mail())
                  .replaceAll("(?s)Letzte Zeile des Protokolls.*geschrieben hat\\.\n\n", ""))
          .isEqualTo(expected(event.template() + "-leitung.txt"));
      return;
    }
    if (event != MailEvent.TROUBLE && event != MailEvent.REMAINS) {
      assertThat(text(event, "gs@oed.example"))
          .isEqualTo(expected(event.template() + "-schule.txt"));
    }
    if (event == MailEvent.HELD_UP) {
      return; // technik gets the mail about the trouble itself
    }
    assertThat(text(event, "technik@amt.example"))
        .isEqualTo(expected(event.template() + "-technik.txt"));
  }

  @ParameterizedTest
  @EnumSource(MailEvent.class)
  void every_mail_names_the_move_and_links_to_the_application(MailEvent event) {
    queue(event);

    assertThat(kit.all())
        .isNotEmpty()
        .allMatch(mail -> event == MailEvent.DIGEST || mail.subject().startsWith("[U-2026-0001] "));
    List<String> texts =
        kit.trail.jdbc.sql("select body_text from umzug.mail").query(String.class).list();
    assertThat(texts)
        .allSatisfy(
            text ->
                assertThat(text)
                    .startsWith("Guten Tag")
                    .contains("https://umzug.example/")
                    .doesNotContain("[(", "[#", "[/]", "null", "\n\n\n", " \n"));
  }

  @ParameterizedTest
  @EnumSource(MailEvent.class)
  void the_html_says_the_same_words_as_the_text(MailEvent event) {
    queue(event);

    kit.trail
        .jdbc
        .sql("select body_text, body_html from umzug.mail")
        .query(
            row -> {
              String html = row.getString("body_html").replaceAll("(?s)<head>.*</h1>", "");
              assertThat(words(html.replaceAll("<[^>]*>", " ")))
                  .isEqualTo(words(row.getString("body_text").replaceAll("(?m)^- ", "")));
            });
  }

  @Test
  void schools_learn_of_the_first_trouble_that_holds_them_up_alone() {
    kit.mails.heldUp(move);
    kit.mails.heldUp(move);

    assertThat(kit.all())
        .filteredOn(mail -> mail.event() == MailEvent.HELD_UP)
        .hasSize(move.schools().size());
  }

  @Test
  void two_nodes_that_see_trouble_at_once_tell_the_schools_once() throws Exception {
    TransactionTemplate node = new TransactionTemplate(kit.trail.transactions);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<?> second =
          node.execute(
              status -> {
                kit.mails.heldUp(move);
                Future<?> asks = other.submit(() -> kit.mails.heldUp(move));
                Awaitility.await().until(this::waitsForLock);
                return asks;
              });
      second.get(30, TimeUnit.SECONDS);
    } finally {
      other.shutdownNow();
    }

    assertThat(kit.all())
        .filteredOn(mail -> mail.event() == MailEvent.HELD_UP)
        .hasSize(move.schools().size());
  }

  private boolean waitsForLock() {
    return kit.trail
        .jdbc
        .sql("select exists (select 1 from pg_locks where locktype = 'advisory' and not granted)")
        .query(Boolean.class)
        .single();
  }

  @Test
  void what_was_typed_cannot_break_out_of_the_html() {
    kit.mails.planned(move);

    String html =
        kit.trail
            .jdbc
            .sql("select body_html from umzug.mail where recipient = 'gs@oed.example'")
            .query(String.class)
            .single();
    assertThat(html).contains("&lt;am See&gt;").doesNotContain("<am See>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example/login",
        "https://umzug.example.evil.example/",
        "www.evil.example",
        "evil.example",
        "javascript://evil.example",
        "mailto:geld@evil.example"
      })
  void a_schools_name_that_looks_like_an_address_becomes_no_link(String name) {
    kit.mails.planned(MigrationFixture.withSchool(name));
    kit.mails.cancelled(MigrationFixture.withSchool(name), "Siehe " + name);

    kit.trail
        .jdbc
        .sql("select body_text, body_html from umzug.mail")
        .query(
            row -> {
              assertThat(row.getString("body_text"))
                  .doesNotContain("://evil", "evil.example", "www.evil", "@evil");
              Matcher link = LINK.matcher(row.getString("body_html"));
              while (link.find()) {
                assertThat(link.group(1)).startsWith("https://umzug.example/");
              }
            });
  }

  @Test
  void a_school_reads_nothing_about_other_schools() {
    for (MailEvent event : MailEvent.values()) {
      queue(event);
    }

    assertThat(
            kit.trail
                .jdbc
                .sql(
                    "select body_text || body_html from umzug.mail where recipient = 'gs@oed.example'")
                .query(String.class)
                .list())
        .isNotEmpty()
        .noneMatch(text -> text.contains("Mittelschule") || text.contains("0002"));
  }

  @Test
  void an_unchanged_address_is_not_mentioned_when_all_is_done() {
    kit.mails.done(MigrationFixture.with("asv.example", "asv.example"));

    assertThat(text(MailEvent.DONE, "gs@oed.example")).doesNotContain("Adresse", "Neuer Server");
  }

  @Test
  void the_reminder_says_today_tomorrow_or_soon_by_the_clock_in_berlin() {
    assertThat(
            GermanTime.distance(
                MigrationFixture.START, java.time.Instant.parse("2026-12-03T22:59:00Z")))
        .isEqualTo("morgen");
    assertThat(
            GermanTime.distance(
                MigrationFixture.START, java.time.Instant.parse("2026-12-03T23:01:00Z")))
        .isEqualTo("heute");
    assertThat(
            GermanTime.distance(
                MigrationFixture.START, java.time.Instant.parse("2026-12-02T12:00:00Z")))
        .isEqualTo("bald");
  }

  @Test
  void a_reason_is_passed_on_without_secrets_and_in_one_line() {
    kit.trail.secrets.remember("Zuckerwatte-77");
    kit.mails.cancelled(move, "Brand im Serverraum,\nZuckerwatte-77 war das Passwort");

    assertThat(text(MailEvent.CANCELLED, "gs@oed.example"))
        .contains("Begründung: Brand im Serverraum, ••• war das Passwort\n");
  }

  @Test
  void it_management_gets_the_head_of_the_trail_and_nobody_else_does() {
    kit.trail.trail.append(AuditTrailFixture.line(MigrationFixture.ID, "Eine Zeile"));
    kit.mails.done(move);

    List<String> texts =
        kit.trail
            .jdbc
            .sql("select body_text from umzug.mail where recipient = ?")
            .param(move.contacts().itManagement().mail())
            .query(String.class)
            .list();
    assertThat(texts).singleElement().asString().contains("Prüfsumme: ", "Schlüssel: ");
    String said = texts.get(0).replaceAll("(?s).*Ihre Prüfsumme: (\\S+).*", "$1");
    assertThat(kit.trail.reader.rows(MigrationFixture.ID))
        .extracting(TrailRow::hash)
        .contains(said);
    assertThat(text(MailEvent.DONE, "gs@oed.example")).doesNotContain("Prüfsumme");
  }

  private void queue(MailEvent event) {
    switch (event) {
      case PLANNED -> kit.mails.planned(move);
      case ADDRESS_CHECK -> {
        kit.mails.checkAddress(move, new Place("0001", Role.OFFICE, false));
        kit.mails.checkAddress(move, new Place(null, Role.TECHNICIAN, false));
      }
      case AGREED -> kit.mails.agreed(move);
      case DAY_BEFORE -> kit.mails.dayBefore(move);
      case STARTS_NOW -> kit.mails.startsNow(move);
      case DONE -> kit.mails.done(move);
      case TASK_WAITING -> {
        kit.mails.taskWaiting(
            move,
            "schule-0001",
            new WaitingTask(
                "recheckData",
                "Termin\n abstimmen",
                "4711",
                List.of(),
                1,
                "bis Donnerstag, 3. Dezember 2026, 18:00 Uhr"));
        kit.mails.taskWaiting(
            move,
            "technik",
            new WaitingTask(
                "recheckData",
                "Vorarbeiten bestätigen",
                "4712",
                List.of(),
                1,
                "sofort, spätestens bis Samstag, 5. Dezember 2026, 08:00 Uhr"));
      }
      case TASK_REMINDER -> {
        taskMails.remind(move, "schule-0001", task("recheckData", "Termin\n abstimmen"));
        taskMails.remind(move, "technik", task("confirmPreparation", "Vorarbeiten bestätigen"));
      }
      case TASK_OVERDUE -> {
        Migration known = withDeputy();
        taskMails.tellDeputies(known, "schule-0001", task("agreeSchedule", "Termin abstimmen"));
        taskMails.tellManagement(known, "schule-0001", task("agreeSchedule", "Termin abstimmen"));
      }
      case DIGEST -> {
        for (String group : List.of("schule-0001", "technik")) {
          taskMails.asked(move, group, task("agreeSchedule", "Termin abstimmen"));
        }
        taskMails.asked(move, "technik", task("confirmPreparation", "Vorarbeiten bestätigen"));
        taskMails.digest(kit.waiting.token("gs@oed.example"));
        taskMails.digest(kit.waiting.token("Technik@amt.example"));
      }
      case TAKEN_OVER -> {
        kit.mails.takenOver(
            move, "schule-0001", "Termin abstimmen", "schule-erika", "schule-0001", null);
        kit.mails.takenOver(
            move,
            "technik",
            "Vorarbeiten bestätigen",
            "technik",
            "technik2",
            "technik@amt.example");
      }
      case TROUBLE -> kit.mails.trouble(move, "backupDatabase", "Datenbank sichern", "0001");
      case HELD_UP -> kit.mails.heldUp(move);
      case DELAYED -> kit.mails.delayed(move, Instant.parse("2026-12-05T14:30:00Z"));
      case ROLLBACK_BEGINS -> kit.mails.rollbackBegins(move, "Die Schule kann nicht drucken.");
      case ROLLED_BACK -> kit.mails.rolledBack(move);
      case REMAINS ->
          kit.mails.remains(
              move,
              java.util.List.of(
                  "neu: Datenbank asv (12 GB) (eingespielte Daten der Schulen, laut Kennzeichen; kann das System entfernen)",
                  "alt: /var/lib/asv-umzug/backups/U-2026-0001 (Sicherungen dieses Umzugs mit Daten der Schulen; bleibt; zur Kenntnis)"));
      case CANCELLED -> kit.mails.cancelled(move, "Das neue Gerät ist noch nicht da.");
      default -> throw new AssertionError(event);
    }
  }

  private static WaitingTask task(String element, String name) {
    return new WaitingTask(
        element,
        name,
        element,
        List.of(),
        1,
        "bis Donnerstag, 3. Dezember 2026, 18:00 Uhr",
        Instant.parse("2026-12-03T17:00:00Z"));
  }

  /** The first school has somebody who stands in. */
  private Migration withDeputy() {
    School school = move.schools().get(0);
    return move.withSchools(
        List.of(
            new School(
                school.number(),
                school.name(),
                school.mail(),
                "08123 4567",
                new Contact("Ida Mair", "rektorin@oed.example", "08123 4568"),
                null,
                null,
                new Contact("Jo Vogl", "konrektorin@oed.example", "")),
            move.schools().get(1)));
  }

  private String text(MailEvent event, String recipient) {
    return kit.trail
        .jdbc
        .sql(
            "select 'Betreff: ' || subject || E'\\n\\n' || body_text from umzug.mail"
                + " where event = ? and recipient = ?")
        .params(event.name(), recipient)
        .query(String.class)
        .single();
  }

  private static String expected(String file) throws IOException {
    try (InputStream stream = MailTextTest.class.getResourceAsStream("/mails/" + file)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<String> words(String text) {
    return text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
        .replace(":", " ")
        .lines()
        .flatMap(line -> List.of(line.strip().split("\\s+")).stream())
        .filter(word -> !word.isBlank())
        .toList();
  }
}
