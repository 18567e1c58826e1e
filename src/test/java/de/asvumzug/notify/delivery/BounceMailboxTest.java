package de.asvumzug.notify.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import de.asvumzug.notify.SentMails;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mailbox of an IMAP server, which reports and letters of people arrive in. */
class BounceMailboxTest {
  private static final String SCHOOL = SentMails.SCHOOL;
  private static final String PASSWORD = "Briefkasten-7";

  @TempDir private Path folder;
  private final SentMails sent = new SentMails();
  private final GreenMail server =
      new GreenMail(
          new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAPS)
          });
  private GreenMailUser user;
  private Path password;

  @BeforeEach
  void start() throws IOException {
    server.start();
    user = server.setUser("umzug@amt.example", "umzug", PASSWORD);
    password = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
  }

  @AfterEach
  void stop() {
    server.stop();
    sent.close();
  }

  private BounceMailbox mailbox(DeliveryReports reports) {
    return new BounceMailbox(reports, settings(server.getImap().getPort(), false, 100_000));
  }

  private BounceMailbox mailbox() {
    return mailbox(reports());
  }

  private DeliveryReports reports() {
    return new DeliveryReports(sent.jdbc(), sent.mails(), sent.transactions(), sent.clock());
  }

  private BounceSettings settings(int port, boolean encrypted, int largest) {
    return new BounceSettings(
        "127.0.0.1",
        port,
        "umzug",
        password,
        "INBOX",
        Duration.ofMinutes(1),
        Duration.ofSeconds(5),
        largest,
        encrypted);
  }

  private void arrives(byte[] message) throws MessagingException {
    user.deliver(
        new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(message)));
  }

  private List<Boolean> seen() {
    return Arrays.stream(server.getReceivedMessagesForDomain("amt.example"))
        .map(
            message -> {
              try {
                return message.isSet(Flags.Flag.SEEN);
              } catch (MessagingException e) {
                throw new IllegalStateException(e);
              }
            })
        .toList();
  }

  @Test
  void a_report_is_handled_and_marked_as_seen() throws Exception {
    arrives(Reports.headersOnly(SCHOOL, sent.messageId()));

    assertThat(mailbox().round()).isEqualTo(1);

    assertThat(sent.toBeCalled()).containsExactly(SCHOOL);
    assertThat(seen()).containsExactly(true);
    assertThat(mailbox().round()).isZero();
  }

  @Test
  void a_letter_of_a_person_is_left_for_people() throws Exception {
    arrives(
        "From: leitung@schule.example\r\nTo: umzug@amt.example\r\nSubject: Frage\r\n\r\nGeht der Termin auch später?\r\n"
            .getBytes(StandardCharsets.UTF_8));
    arrives(Reports.headersOnly(SCHOOL, sent.messageId()));

    assertThat(mailbox().round()).isEqualTo(1);

    assertThat(seen()).containsExactly(false, true);
  }

  @Test
  void a_report_that_cannot_be_handled_now_waits_and_keeps_no_other_waiting() throws Exception {
    arrives(Reports.headersOnly(SCHOOL, sent.waiting()));
    arrives(Reports.headersOnly(SCHOOL, sent.messageId()));

    assertThat(mailbox().round()).isEqualTo(1);

    assertThat(seen()).containsExactly(false, true);
    assertThat(sent.toBeCalled()).containsExactly(SCHOOL);
  }

  @Test
  void what_was_handled_before_the_node_died_is_not_handled_again() throws Exception {
    byte[] report = Reports.headersOnly(SCHOOL, sent.messageId());
    arrives(report);
    mailbox().round();
    arrives(report);

    mailbox().round();

    assertThat(sent.toBeCalled()).hasSize(1);
    assertThat(seen()).containsExactly(true, true);
  }

  @Test
  void a_report_that_is_too_large_is_not_read() throws Exception {
    arrives(Reports.headersOnly(SCHOOL, sent.messageId()));

    new BounceMailbox(reports(), settings(server.getImap().getPort(), false, 100)).round();

    assertThat(sent.toBeCalled()).isEmpty();
    assertThat(seen()).containsExactly(true);
  }

  @Test
  void a_server_whose_certificate_nobody_vouches_for_is_told_no_password() throws Exception {
    arrives(Reports.headersOnly(SCHOOL, sent.messageId()));
    BounceMailbox untrusted =
        new BounceMailbox(reports(), settings(server.getImaps().getPort(), true, 100_000));

    assertThatThrownBy(untrusted::round)
        .isInstanceOf(MessagingException.class)
        .hasStackTraceContaining("SSLHandshakeException");

    assertThat(seen()).containsExactly(false);
  }

  @Test
  void a_wrong_password_is_said_so() throws IOException {
    Files.writeString(password, "falsch");

    assertThatThrownBy(() -> mailbox().round())
        .isInstanceOf(jakarta.mail.AuthenticationFailedException.class)
        .hasMessageNotContaining("falsch");
  }

  @Test
  void a_password_never_goes_in_the_clear_over_a_network() {
    assertThatThrownBy(
            () ->
                new BounceSettings(
                    "192.0.2.7",
                    143,
                    "umzug",
                    password,
                    "INBOX",
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(5),
                    1000,
                    false))
        .hasMessageContaining("nur für einen Server auf dieser Maschine");
  }
}
