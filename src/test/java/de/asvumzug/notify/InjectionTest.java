package de.asvumzug.notify;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.common.PlainWords;
import de.asvumzug.notify.calendar.CalendarTestAccess;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.School;
import jakarta.mail.Header;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.CalendarComponent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever people type, into every field at once and told by every mail: what arrives has the same
 * form as with harmless words, and the words stand in it as words.
 */
class InjectionTest {
  private static final String HARMLESS = "Harmlos";
  private static final Pattern TAG = Pattern.compile("<[^>]*>");

  /** What a mail is made of beside its words. */
  private record Form(
      List<String> headers, List<String> lines, List<String> tags, List<String> calendar) {}

  static Stream<String> hostile() {
    return Stream.of(
        "Zeile\r\nBcc: fremd@evil.example\r\n\r\nText",
        "Zeile\nEND:VEVENT\nBEGIN:VEVENT\nUID:fremd\nSUMMARY:fremd\nEND:VEVENT",
        "BEGIN:VEVENT",
        "x\\nEND:VALARM\\;\\,\\",
        "\"; CN=fremd:mailto:fremd@evil.example",
        "Zeile\u2028METHOD:CANCEL\u2029\u0085STATUS:CANCELLED",
        "${7*7} #{7*7} *{7*7} __${7*7}__ [(${7*7})] [[${7*7}]]",
        "{{7*7}} <%= 7*7 %>",
        "[# th:each=\"x : ${schools}\"][(${x})][/]",
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "</td></table><h1>Ihr Kennwort</h1><a href=\"https://evil.example/\">hier</a>",
        "&lt;b&gt; &amp; &#x3c;i&#x3e;",
        "https://evil.example/login mailto:fremd@evil.example www.evil.example",
        "umgekehrt \u202Etxet\u202C \u2066isoliert\u2069 \u200Fmarke",
        "- Punkt: Wert",
        "null \u0000\u0001\u001B[31m \uD83D halb",
        "Ein sehr langer Name ".repeat(40));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void what_was_typed_ends_as_words_in_every_mail_and_entry(String words) throws Exception {
    List<MailAs> harmless = all(HARMLESS);
    List<MailAs> evil = all(words);

    assertThat(evil).hasSameSizeAs(harmless);
    String plain = PlainWords.oneLine(words);
    for (int i = 0; i < evil.size(); i++) {
      MailAs mail = evil.get(i);
      assertThat(form(mail, plain)).as(mail.event()).isEqualTo(form(harmless.get(i), HARMLESS));
      assertThat(mail.subject() + mail.text().replace("\n", "") + mail.html().replace("\n", ""))
          .as(mail.event())
          .doesNotContainPattern("[\\p{Cc}\\p{Cs}\\u2028\\u2029[\\p{Cf}&&[^\\u200B]]]")
          .doesNotContain("evil.example/", "https://evil", "@evil.example");
      if (mail.calendar() != null) {
        assertThat(ReadEntry.of(mail.calendar()).text())
            .doesNotContain("https://evil", "\u202E", "@evil.example");
      }
    }
    assertThat(String.join("", evil.stream().map(MailAs::text).toList()))
        .contains(PlainWords.unlinked(words));
  }

  /** A mail as it lies in the outbox. */
  private record MailAs(
      String event, String recipient, String subject, String text, String html, String calendar) {}

  private static List<MailAs> all(String words) {
    MailFixture kit = new MailFixture();
    CalendarTestAccess.wishes(kit.trail.jdbc).set("0001", true, "x", Instant.EPOCH);
    for (MailEvent event : MailEvent.values()) {
      EveryMail.queue(kit, event, move(words), words);
    }
    return kit.trail
        .jdbc
        .sql("select * from umzug.mail order by id")
        .query(
            (row, index) ->
                new MailAs(
                    row.getString("event"),
                    row.getString("recipient"),
                    row.getString("subject"),
                    row.getString("body_text"),
                    row.getString("body_html"),
                    row.getString("calendar")))
        .list();
  }

  /**
   * Every text of a plan that a person types and a mail tells. What must have the form of an
   * address is told as it is, to be copied; the plan takes nothing else there.
   */
  private static Migration move(String words) {
    String address = words.contains("evil") ? HARMLESS : words;
    Migration move = MigrationFixture.with(address, address + "2");
    return new Migration(
        move.id(),
        words,
        move.scope(),
        move.source(),
        move.target(),
        move.schools().stream()
            .map(one -> new School(one.number(), words, one.mail(), words))
            .toList(),
        move.window(),
        move.packages(),
        move.clients(),
        move.options(),
        move.contacts());
  }

  private static Form form(MailAs mail, String words) throws Exception {
    MimeMessage message =
        new MailMessages(MailFixture.SETTINGS)
            .of(
                new Mail(
                    1,
                    MigrationFixture.ID,
                    mail.event(),
                    "gs@oed.example",
                    mail.subject(),
                    mail.text(),
                    mail.html(),
                    "<a@b>",
                    null,
                    0,
                    Instant.EPOCH,
                    null,
                    mail.calendar()),
                new MimeMessage(Session.getInstance(new Properties())));
    message.saveChanges();
    List<String> headers = new ArrayList<>();
    for (Header header : Collections.list(message.getAllHeaders())) {
      headers.add(header.getName());
    }
    return new Form(headers, starts(mail.text()), tags(mail.html()), properties(mail.calendar()));
  }

  /** The beginning of each line: what a broken line would change. */
  private static List<String> starts(String text) {
    return text.lines().map(line -> line.isEmpty() ? "" : line.substring(0, 1)).toList();
  }

  private static List<String> tags(String html) {
    List<String> tags = new ArrayList<>();
    Matcher tag = TAG.matcher(html);
    while (tag.find()) {
      tags.add(tag.group());
    }
    return tags;
  }

  private static List<String> properties(String calendar) {
    if (calendar == null) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    for (CalendarComponent component : ReadEntry.of(calendar).calendar().getComponents()) {
      names.add(component.getName());
      component.getPropertyList().getAll().stream().map(Property::getName).forEach(names::add);
    }
    names.add(ReadEntry.of(calendar).method());
    names.add(ReadEntry.of(calendar).uid());
    names.addAll(ReadEntry.of(calendar).attendees());
    return names;
  }
}
