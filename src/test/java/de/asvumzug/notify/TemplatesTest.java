package de.asvumzug.notify;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.notify.calendar.CalendarTestAccess;
import de.asvumzug.notify.template.TemplateSettings;
import de.asvumzug.notify.template.TemplateTestAccess;
import de.asvumzug.notify.template.Templates;
import de.asvumzug.plan.Contacts;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.School;
import de.asvumzug.plan.people.Contact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.unbescape.html.HtmlEscape;

/** Every mail to everybody who gets it, read as text, as HTML and with pictures off. */
class TemplatesTest {
  private static final Pattern WHEN =
      Pattern.compile("\\d{2}:\\d{2} Uhr|jetzt|bald|bis dahin|In den nächsten Tagen|Stunden");
  private static final List<String> UNRESOLVED =
      List.of("[(", "[[", "[#", "[/]", "${", "null", "th:", "Optional", "\n\n\n");

  @TempDir private Path directory;

  private Templates templates;
  private MailPreviews previews;
  private final MailFixture kit = new MailFixture();

  @BeforeEach
  void previews() {
    templates = new Templates(new TemplateSettings(directory.toString()));
    previews =
        new MailPreviews(
            new OutboxMails(
                kit.outbox,
                TemplateTestAccess.texts(templates),
                null,
                kit.trail.trail,
                kit.trail.heads(),
                kit.trail.redaction,
                MailFixture.SETTINGS,
                kit.trail.transactions,
                kit.clock),
            templates);
  }

  /** With telephones and people, with addresses alone, and a technician only. */
  private static Stream<Migration> plans() {
    Migration move = MigrationFixture.of();
    return Stream.of(
        with(
            move,
            "08151 4711",
            new Contacts(
                new Contact("Ina Berg", "technik@amt.example", "08151 1"),
                null,
                new Contact("", "betreiber@amt.example", "08151 2"),
                null,
                new Contact("", "itm@amt.example", "08151 3"),
                null)),
        with(move, "", move.contacts()),
        with(move, null, new Contacts("technik@amt.example", null, "")));
  }

  private static Migration with(Migration move, String phone, Contacts contacts) {
    return new Migration(
        move.id(),
        move.title(),
        move.scope(),
        move.source(),
        move.target(),
        move.schools().stream()
            .map(one -> new School(one.number(), one.name(), one.mail(), phone))
            .toList(),
        move.window(),
        move.packages(),
        move.clients(),
        move.options(),
        contacts);
  }

  @ParameterizedTest
  @EnumSource(MailEvent.class)
  void each_says_what_when_what_to_do_and_whom_to_call(MailEvent event) {
    plans()
        .forEach(
            move -> {
              MailFixture fresh = new MailFixture();
              EveryMail.queue(fresh, event, move, "Grund");
              fresh
                  .trail
                  .jdbc
                  .sql("select * from umzug.mail")
                  .query(
                      row -> {
                        MailPreview mail =
                            new MailPreview(
                                event.template(),
                                row.getString("recipient"),
                                row.getString("subject"),
                                row.getString("body_text"),
                                row.getString("body_html"));
                        for (String read :
                            List.of(
                                mail.text(), words(mail.html()), words(mail.withoutPictures()))) {
                          assertThat(mail.subject() + read)
                              .as(event + " to " + mail.recipient())
                              .doesNotContain(UNRESOLVED)
                              .contains("U-2026-0001", "Zu tun", "technik@amt.example")
                              .containsPattern(WHEN)
                              .containsPattern("Umzug|Umstellung");
                        }
                      });
            });
  }

  @Test
  void each_can_be_previewed_for_everybody_who_gets_it() {
    List<MailPreview> all = previews.all();

    assertThat(all).extracting(MailPreview::template).contains(templates());
    assertThat(all)
        .allSatisfy(
            mail ->
                assertThat(mail.text() + words(mail.html()) + words(mail.withoutPictures()))
                    .doesNotContain(UNRESOLVED)
                    .contains("Zu tun"));
    assertThat(all)
        .extracting(MailPreview::recipient)
        .contains("schule", "technik", "betreiber", "it-management");
    assertThat(previews.find("trouble", "schule")).isEmpty();
    assertThat(kit.all()).as("nothing is queued").isEmpty();
  }

  private static String[] templates() {
    return Stream.of(MailEvent.values()).map(MailEvent::template).toArray(String[]::new);
  }

  @Test
  void a_file_of_the_same_name_takes_the_place_of_a_template() throws IOException {
    write("starts-now.txt", "Hallo, es geht los. Ende: [(${end})]");

    assertThat(text("starts-now")).startsWith("Hallo, es geht los. Ende: ");
    assertThat(previews.troubles()).isEmpty();
    Files.delete(directory.resolve("starts-now.txt"));
    assertThat(text("starts-now")).startsWith("Guten Tag");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Hallo [(${gibtEsNicht.wert})] [(${end})]",
        "Hallo [# th:if=\"${end}\"] [(${end})]",
        "Es geht los.",
        "Es geht los bis [(${end})], [(${nichtDa})] null",
        "Bis [(${end})] mit ${platzhalter}",
        "   "
      })
  void a_file_that_is_wrong_is_told_of_and_the_built_in_one_is_used(String wrong)
      throws IOException {
    write("starts-now.txt", wrong);

    assertThat(text("starts-now")).startsWith("Guten Tag");
    assertThat(previews.troubles()).containsOnlyKeys("starts-now.txt");
    assertThat(previews.troubles().get("starts-now.txt"))
        .containsPattern("Es fehlt|Unersetzt|auswerten|leer");
    write("starts-now.txt", "Bis [(${end})]");
    assertThat(text("starts-now")).startsWith("Bis ");
    assertThat(previews.troubles()).isEmpty();
  }

  @Test
  void no_mail_is_lost_by_a_wrong_file() throws IOException {
    write("starts-now.txt", "kaputt [# th:each=");
    write("frame.html", "<p>ohne Worte</p>");
    write("footer.txt", "ohne Nummer");
    Migration move = MigrationFixture.of();
    OutboxMails mails =
        new OutboxMails(
            kit.outbox,
            TemplateTestAccess.texts(templates),
            CalendarTestAccess.invitations(kit.trail.jdbc),
            kit.trail.trail,
            kit.trail.heads(),
            kit.trail.redaction,
            MailFixture.SETTINGS,
            kit.trail.transactions,
            kit.clock);
    mails.startsNow(move);

    assertThat(kit.all()).hasSize(4);
    assertThat(kit.trail.jdbc.sql("select body_html from umzug.mail").query(String.class).list())
        .allSatisfy(html -> assertThat(html).contains("U-2026-0001", "Zu tun"));
    assertThat(previews.troubles()).containsOnlyKeys("starts-now.txt", "frame.html", "footer.txt");
  }

  @Test
  void pictures_that_are_off_leave_their_words() throws IOException {
    MailPreview mail =
        new MailPreview(
            "x",
            "schule",
            "s",
            "t",
            "<p style=\"background:url(https://a.example/b.png)\"><img src='https://a.example/l.png'"
                + " alt=\"Wappen &amp; Ort\">Text</p>");

    assertThat(mail.withoutPictures())
        .contains("<span>Wappen &amp; Ort</span>Text")
        .doesNotContain("a.example");
  }

  private String text(String template) {
    return previews.find(template, "schule").orElseThrow().text();
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(directory.resolve(name), content);
  }

  private static String words(String html) {
    return HtmlEscape.unescapeHtml(html.replaceAll("(?s)<head>.*</head>|<[^>]*>", " "));
  }
}
