package de.asvumzug.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.icegreen.greenmail.util.ServerSetupTest;
import de.asvumzug.plan.Contacts;
import de.asvumzug.plan.Migration;
import de.asvumzug.trail.TrailKind;
import jakarta.mail.Message;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DispatcherTest {
  private final MailFixture kit = new MailFixture();
  private final Migration move = MigrationFixture.of();
  private GreenMail server;
  private Dispatcher dispatcher;

  @BeforeEach
  void start_the_mail_server() {
    server = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
    server.start();
    dispatcher = kit.dispatcher(MailFixture.sender(server.getSmtp().getPort()));
  }

  @AfterEach
  void stop_the_mail_server() {
    server.stop();
  }

  @Test
  void each_recipient_gets_a_mail_of_their_own() throws Exception {
    kit.mails.agreed(move);

    assertThat(dispatcher.dispatch()).isEqualTo(5);
    assertThat(server.getReceivedMessages()).hasSize(5);
    for (MimeMessage message : server.getReceivedMessages()) {
      assertThat(message.getAllRecipients()).hasSize(1);
      assertThat(message.getFrom()[0]).hasToString("umzug@amt.example");
    }
  }

  @Test
  void plain_text_comes_first_and_umlauts_arrive() throws Exception {
    kit.mails.taskWaiting(
        move,
        "schule-0001",
        new WaitingTask("recheckData", "Prüfen, ob alles läuft", "1", List.of(), 1, ""));
    dispatcher.dispatch();

    MimeMessage message = received("gs@oed.example").get(0);
    assertThat(message.getSubject())
        .isEqualTo("[U-2026-0001] Eine Aufgabe wartet auf Sie: Prüfen, ob alles läuft");
    assertThat(message.getContentType()).startsWith("multipart/alternative");
    Multipart parts = (Multipart) message.getContent();
    assertThat(parts.getCount()).isEqualTo(2);
    assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
    assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
    assertThat((String) parts.getBodyPart(0).getContent())
        .contains("Prüfen, ob alles läuft", "Grundschule Öd & Müßig <am See>");
    assertThat((String) parts.getBodyPart(1).getContent()).contains("Müßig &lt;am See&gt;");
    assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
  }

  @Test
  void later_mails_answer_the_first_one_to_the_same_person() throws Exception {
    kit.mails.planned(move);
    kit.mails.agreed(move);
    kit.mails.done(move);
    dispatcher.dispatch();

    List<MimeMessage> thread = received("gs@oed.example");
    String first = thread.get(0).getMessageID();
    assertThat(first).startsWith("<U-2026-0001.planned.").endsWith("@amt.example>");
    assertThat(thread.get(0).getHeader("In-Reply-To")).isNull();
    for (MimeMessage later : thread.subList(1, 3)) {
      assertThat(later.getHeader("In-Reply-To")).containsExactly(first);
      assertThat(later.getHeader("References")).containsExactly(first);
      assertThat(later.getMessageID()).isNotEqualTo(first);
    }
  }

  @Test
  void queued_and_sent_mails_are_on_the_trail() {
    kit.mails.taskWaiting(
        move,
        "schule-0001",
        new WaitingTask("recheckData", "Termin abstimmen", "1", List.of(), 1, ""));
    dispatcher.dispatch();

    assertThat(kit.rows(TrailKind.MAIL_QUEUED)).hasSize(1);
    assertThat(kit.rows(TrailKind.MAIL_QUEUED).get(0).school()).isEqualTo("0001");
    assertThat(kit.rows(TrailKind.MAIL_SENT))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row.details())
                    .containsEntry("recipient", "gs@oed.example")
                    .containsEntry("attempts", 1));
    assertThat(kit.all()).extracting(MailStatus::state).containsExactly(MailStatus.State.SENT);
    assertThat(kit.trail.reader.verify(MigrationFixture.ID).intact()).isTrue();
  }

  @Test
  void a_rolled_back_act_leaves_no_mail() {
    kit.trail.transaction.executeWithoutResult(
        status -> {
          kit.mails.planned(move);
          status.setRollbackOnly();
        });

    assertThat(dispatcher.dispatch()).isZero();
    assertThat(kit.all()).isEmpty();
  }

  @Test
  void a_server_that_is_down_delays_the_mail_and_loses_none() {
    int port = server.getSmtp().getPort();
    server.stop();
    kit.mails.planned(move);

    assertThat(dispatcher.dispatch()).isZero();
    assertThat(kit.all()).allMatch(mail -> mail.state() == MailStatus.State.QUEUED);
    assertThat(kit.all().get(0).attempts()).isEqualTo(1);
    assertThat(kit.all().get(0).lastError()).isNotBlank();

    server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
    kit.clock.add(Duration.ofSeconds(31));
    assertThat(dispatcher.dispatch()).isEqualTo(5);
    assertThat(kit.all()).allMatch(mail -> mail.state() == MailStatus.State.SENT);
  }

  @Test
  void a_failed_mail_waits_longer_each_time() {
    server.stop();
    kit.mails.taskWaiting(
        move,
        "technik",
        new WaitingTask("recheckData", "Server installieren", "1", List.of(), 1, ""));

    dispatcher.dispatch();
    kit.clock.add(Duration.ofSeconds(23));
    dispatcher.dispatch();
    assertThat(attempts()).as("before the first wait is over").isEqualTo(1);
    kit.clock.add(Duration.ofSeconds(8));
    dispatcher.dispatch();
    assertThat(attempts()).isEqualTo(2);
    kit.clock.add(Duration.ofSeconds(47));
    dispatcher.dispatch();
    assertThat(attempts()).as("the second wait is twice as long").isEqualTo(2);
  }

  @Test
  void gives_up_after_two_days_and_says_so() {
    server.stop();
    kit.mails.taskWaiting(
        move,
        "schule-0001",
        new WaitingTask("recheckData", "Termin abstimmen", "1", List.of(), 1, ""));
    kit.clock.add(Duration.ofHours(47));
    dispatcher.dispatch();
    assertThat(kit.all().get(0).state()).isEqualTo(MailStatus.State.QUEUED);

    kit.clock.add(Duration.ofHours(1));
    dispatcher.dispatch();

    assertThat(kit.all().get(0).state()).isEqualTo(MailStatus.State.DEAD);
    assertThat(kit.rows(TrailKind.MAIL_FAILED))
        .singleElement()
        .satisfies(
            row ->
                assertThat(row.text())
                    .isEqualTo(
                        "Mail „Eine Aufgabe wartet auf Sie“ konnte nicht zugestellt"
                            + " werden; bitte auf anderem Weg Bescheid geben."));
    kit.clock.add(Duration.ofDays(1));
    dispatcher.dispatch();
    assertThat(attempts()).as("no further try").isEqualTo(2);
  }

  @Test
  void a_wrong_address_is_given_up_at_once_and_holds_up_nobody_else() {
    Migration wrong = contacts(new Contacts("kein Postfach", "betreiber@amt.example", ""));
    kit.mails.trouble(wrong, "stopSource", "Server anhalten", null);

    Stream.of(1, 2).forEach(round -> dispatcher.dispatch());

    assertThat(kit.all())
        .extracting(MailStatus::state)
        .containsExactly(MailStatus.State.DEAD, MailStatus.State.SENT);
    assertThat(kit.rows(TrailKind.MAIL_FAILED)).hasSize(1);
  }

  @Test
  void a_line_break_in_an_address_adds_no_recipient() {
    Migration evil = contacts(new Contacts("a@amt.example\r\nBcc: b@evil.example", "", ""));
    kit.mails.trouble(evil, "stopSource", "Server anhalten", null);
    dispatcher.dispatch();

    assertThat(server.getReceivedMessages()).isEmpty();
    assertThat(kit.all().get(0).state()).isEqualTo(MailStatus.State.DEAD);
  }

  @Test
  void a_mail_server_with_umlauts_in_its_name_is_asked_for_by_its_ascii_form() {
    Migration odd = contacts(new Contacts("technik@grundschule-öd.example", "", ""));
    kit.mails.trouble(odd, "stopSource", "Server anhalten", null);
    dispatcher.dispatch();

    assertThat(received("technik@xn--grundschule-d-tmb.example")).hasSize(1);
    assertThat(kit.all().get(0).state()).isEqualTo(MailStatus.State.SENT);
  }

  @Test
  void without_a_mail_server_mails_wait_and_tell_why() {
    kit.mails.planned(move);

    assertThat(kit.dispatcher(null).dispatch()).isZero();
    assertThat(kit.all().get(0).state()).isEqualTo(MailStatus.State.QUEUED);
    assertThat(kit.all().get(0).lastError()).contains("spring.mail.host");
  }

  @Test
  void a_crash_between_sending_and_noting_it_repeats_the_mail_under_the_same_id() throws Exception {
    kit.mails.taskWaiting(
        move,
        "schule-0001",
        new WaitingTask("recheckData", "Termin abstimmen", "1", List.of(), 1, ""));
    // The database loses the note that the mail was sent, as in a crash right after sending.
    kit.trail
        .jdbc
        .sql("alter table umzug.mail add constraint crash check (state <> 'SENT')")
        .update();
    assertThatThrownBy(dispatcher::dispatch).rootCause().hasMessageContaining("crash");
    kit.trail.jdbc.sql("alter table umzug.mail drop constraint crash").update();

    assertThat(dispatcher.dispatch()).as("still claimed").isZero();
    kit.clock.add(Duration.ofMinutes(6));
    assertThat(dispatcher.dispatch()).isEqualTo(1);
    kit.clock.add(Duration.ofMinutes(6));
    assertThat(dispatcher.dispatch()).isZero();

    List<MimeMessage> both = received("gs@oed.example");
    assertThat(both).hasSize(2);
    assertThat(both.get(0).getMessageID()).isEqualTo(both.get(1).getMessageID());
    assertThat(kit.rows(TrailKind.MAIL_SENT)).hasSize(1);
  }

  @Test
  void two_dispatchers_send_each_mail_once() throws Exception {
    for (int i = 0; i < 6; i++) {
      kit.mails.planned(move);
    }
    Dispatcher other = kit.dispatcher(MailFixture.sender(server.getSmtp().getPort()));
    int[] sent = new int[1];
    Thread thread = new Thread(() -> sent[0] = other.dispatch());
    thread.start();
    int here = dispatcher.dispatch();
    thread.join();

    assertThat(here + sent[0]).isEqualTo(30);
    assertThat(server.getReceivedMessages()).hasSize(30);
  }

  @Test
  void schools_hear_nothing_of_trouble_and_shared_addresses_get_one_mail() {
    Migration shared = contacts(new Contacts("amt@amt.example", "AMT@amt.example", null));
    kit.mails.trouble(shared, "stopSource", "Server anhalten", null);

    assertThat(kit.all()).extracting(MailStatus::recipient).containsExactly("amt@amt.example");
  }

  @Test
  void a_group_is_reached_at_its_own_address_only() {
    kit.mails.taskWaiting(
        move, "technik", new WaitingTask("recheckData", "A", "1", List.of(), 1, ""));
    kit.mails.taskWaiting(
        move, "betreiber", new WaitingTask("recheckData", "B", "2", List.of(), 1, ""));
    kit.mails.taskWaiting(
        move, "it-management", new WaitingTask("recheckData", "C", "3", List.of(), 1, ""));
    kit.mails.taskWaiting(
        move, "schule-0002", new WaitingTask("recheckData", "D", "4", List.of(), 1, ""));
    kit.mails.taskWaiting(
        move, "schule-9999", new WaitingTask("recheckData", "E", "5", List.of(), 1, ""));

    assertThat(kit.all())
        .extracting(MailStatus::recipient)
        .containsExactly(
            "technik@amt.example",
            "betreiber@amt.example",
            "itm@amt.example",
            "ms@wuermtal.example");
  }

  @Test
  void no_reminder_goes_out_when_the_window_is_about_to_begin() {
    kit.clock.set(MigrationFixture.START.minus(Duration.ofMinutes(29)));
    kit.mails.dayBefore(move);
    kit.clock.set(MigrationFixture.START.plus(Duration.ofMinutes(1)));
    kit.mails.dayBefore(move);

    assertThat(kit.all()).isEmpty();
    assertThat(kit.rows(TrailKind.NOTE))
        .hasSize(2)
        .allMatch(
            row -> row.text().startsWith("Die Erinnerung vor dem Umzug wurde nicht verschickt"));
  }

  private int attempts() {
    return kit.all().get(0).attempts();
  }

  private Migration contacts(Contacts contacts) {
    return new Migration(
        move.id(),
        move.title(),
        move.scope(),
        move.source(),
        move.target(),
        move.schools(),
        move.window(),
        move.packages(),
        move.clients(),
        move.options(),
        contacts);
  }

  private List<MimeMessage> received(String address) {
    return Arrays.stream(server.getReceivedMessages())
        .filter(message -> isFor(message, address))
        .toList();
  }

  private static boolean isFor(MimeMessage message, String address) {
    try {
      return message.getRecipients(Message.RecipientType.TO)[0].toString().equals(address);
    } catch (jakarta.mail.MessagingException e) {
      throw new IllegalStateException(e);
    }
  }
}
