package de.asvumzug.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Window;
import jakarta.mail.Header;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person's mails about a move lie together, whatever their subjects are. */
class ThreadTest {
  private static final String SCHOOL = "gs@oed.example";

  private final MailFixture kit = new MailFixture();
  private final Migration move = MigrationFixture.of();
  private GreenMail server;
  private Dispatcher dispatcher;

  @BeforeEach
  void start_the_mail_server() {
    server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
    dispatcher = kit.dispatcher(MailFixture.sender(server.getSmtp().getPort()));
  }

  @AfterEach
  void stop_the_mail_server() {
    server.stop();
  }

  @Test
  void a_move_proposed_rescheduled_twice_and_cancelled_is_one_thread_and_one_entry_a_person()
      throws Exception {
    kit.mails.planned(move);
    ask(1);
    kit.mails.agreed(move);
    ask(2);
    kit.mails.agreed(later(7));
    ask(3);
    kit.mails.agreed(later(14));
    kit.mails.cancelled(later(14), "Brand im Serverraum");
    Map<String, List<MimeMessage>> byPerson = received();

    assertThat(byPerson).hasSize(5);
    for (List<MimeMessage> mails : byPerson.values()) {
      assertThat(threads(mails)).isEqualTo(1);
      assertThat(mails).hasSizeGreaterThanOrEqualTo(5);
      Set<String> entries = new TreeSet<>();
      ReadEntry last = null;
      for (ReadEntry entry : entries(mails)) {
        entries.add(entry.uid());
        assertThat(last == null || entry.sequence() > last.sequence()).isTrue();
        last = entry;
      }
      assertThat(entries).hasSize(1);
      assertThat(last.status()).isEqualTo("CANCELLED");
      assertThat(last.start()).isEqualTo(later(14).window().start());
      assertThat(last.sequence()).isEqualTo(3);
    }
    assertThat(subjects(byPerson.get(SCHOOL))).hasSizeGreaterThanOrEqualTo(5);
  }

  @Test
  void a_corrected_address_goes_on_with_the_thread() throws Exception {
    kit.mails.planned(move);
    dispatcher.dispatch();
    kit.mails.agreed(move);
    kit.trail
        .jdbc
        .sql(
            "update umzug.mail set state = 'DEAD', refused_at = now() where recipient = ? and event"
                + " = 'AGREED'")
        .param(SCHOOL)
        .update();
    kit.trail.transaction.executeWithoutResult(
        status ->
            kit.refusedMails.sendTo(MigrationFixture.ID, SCHOOL, "neu@oed.example", "technik"));
    ask(1);
    Map<String, List<MimeMessage>> byPerson = received();

    List<MimeMessage> all = new ArrayList<>(byPerson.get(SCHOOL));
    all.addAll(byPerson.get("neu@oed.example"));
    assertThat(all).hasSize(3);
    assertThat(threads(all)).isEqualTo(1);
  }

  @Test
  void a_mail_says_that_a_program_sent_it_about_which_move_and_watches_nobody() throws Exception {
    for (MailEvent event : MailEvent.values()) {
      EveryMail.queue(kit, event, move, "Grund");
    }

    for (MimeMessage mail : all()) {
      assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
      assertThat(mail.getHeader("List-Id"))
          .containsExactly("Umzug U-2026-0001 <U-2026-0001.asv-umzug.amt.example>");
      assertThat(
              Collections.list(mail.getAllHeaders()).stream()
                  .map(Header::getName)
                  .map(name -> name.toLowerCase(Locale.ROOT)))
          .doesNotContain(
              "precedence",
              "disposition-notification-to",
              "return-receipt-to",
              "x-confirm-reading-to");
    }
    assertThat(kit.trail.jdbc.sql("select body_html from umzug.mail").query(String.class).list())
        .allSatisfy(
            html ->
                assertThat(html)
                    .doesNotContain("<img", "url(", "src=", "<link", "<script", "?utm"));
  }

  private void ask(int round) {
    Instant due = move.window().start().minus(Duration.ofHours(24));
    kit.mails.taskWaiting(
        move,
        "schule-0001",
        new WaitingTask(
            "agreeSchedule", "Termin abstimmen", "47" + round, List.of(), round, "bald", due));
  }

  private Migration later(int days) {
    Duration more = Duration.ofDays(days);
    return move.withWindow(
        new Window(move.window().start().plus(more), move.window().end().plus(more)));
  }

  private List<MimeMessage> all() {
    dispatcher.dispatch();
    return Arrays.asList(server.getReceivedMessages());
  }

  private Map<String, List<MimeMessage>> received() throws MessagingException {
    Map<String, List<MimeMessage>> byPerson = new TreeMap<>();
    for (MimeMessage mail : all()) {
      byPerson
          .computeIfAbsent(
              mail.getRecipients(Message.RecipientType.TO)[0].toString(), to -> new ArrayList<>())
          .add(mail);
    }
    return byPerson;
  }

  /** As mail programs do: whoever refers to the same message lies together. */
  private static int threads(List<MimeMessage> mails) throws MessagingException {
    Set<String> roots = new TreeSet<>();
    for (MimeMessage mail : mails) {
      String[] references = mail.getHeader("References");
      assertThat(mail.getHeader("In-Reply-To")).isEqualTo(references);
      roots.add(references == null ? mail.getMessageID() : references[0].split("\\s+")[0]);
    }
    return roots.size();
  }

  private static Set<String> subjects(List<MimeMessage> mails) throws MessagingException {
    Set<String> subjects = new TreeSet<>();
    for (MimeMessage mail : mails) {
      subjects.add(mail.getSubject());
    }
    return subjects;
  }

  private static List<ReadEntry> entries(List<MimeMessage> mails)
      throws IOException, MessagingException {
    List<ReadEntry> entries = new ArrayList<>();
    for (MimeMessage mail : mails) {
      if (mail.isMimeType("multipart/mixed")) {
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        entries.add(
            ReadEntry.of(
                new String(
                    parts.getBodyPart(1).getInputStream().readAllBytes(), StandardCharsets.UTF_8)));
      }
    }
    return entries;
  }
}
