package de.asvumzug.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import de.asvumzug.notify.FakeSmtp;
import de.asvumzug.notify.MailStatus;
import de.asvumzug.notify.Mails;
import de.asvumzug.notify.Outbox;
import de.asvumzug.notify.delivery.Reports;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Migrations;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.TrailReader;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A mail server that is down for a whole move, then refuses half of the recipients, and then sends
 * back what it has taken for one of the others.
 */
@Tag("long")
class BouncedMailIT extends DoorsTestBase {
  private static final String MOVE = "U-2026-0391";
  private static final Pattern ID = Pattern.compile("(?mi)^Message-ID: (<[^>]+>)");
  private static final FakeSmtp SERVER = new FakeSmtp();
  private static final GreenMail MAILBOX =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));

  @Autowired private Mails mails;
  @Autowired private Migrations migrations;
  @Autowired private Outbox outbox;
  @Autowired private TrailReader trail;

  private static GreenMailUser postmaster;

  @DynamicPropertySource
  static void mailServers(DynamicPropertyRegistry registry) throws Exception {
    MAILBOX.start();
    postmaster = MAILBOX.setUser("umzug@amt.example", "umzug", "Briefkasten-7");
    Path password = Files.createTempFile("mailbox", ".password").toAbsolutePath();
    Files.writeString(password, "Briefkasten-7\n");
    password.toFile().deleteOnExit();
    registry.add("spring.mail.host", () -> "127.0.0.1");
    registry.add("spring.mail.port", SERVER::port);
    registry.add("asv.mail.poll", () -> "100ms");
    registry.add("asv.mail.first-retry", () -> "200ms");
    registry.add("asv.mail.longest-retry", () -> "200ms");
    registry.add("asv.mail.bounces.host", () -> "127.0.0.1");
    registry.add("asv.mail.bounces.port", () -> MAILBOX.getImap().getPort());
    registry.add("asv.mail.bounces.encrypted", () -> "false");
    registry.add("asv.mail.bounces.user", () -> "umzug");
    registry.add("asv.mail.bounces.password-file", password::toString);
    registry.add("asv.mail.bounces.poll", () -> "200ms");
  }

  @AfterEach
  void end() {
    open().forEach(one -> end(one.getId()));
    SERVER.close();
    MAILBOX.stop();
  }

  @Test
  void nothing_is_lost_and_each_mail_is_there_once() throws Exception {
    Migration plan = TwoMoves.soon(MOVE);
    migrations.insert(plan, "technik");
    String refused = plan.schools().get(0).mail();
    String bounced = plan.schools().get(1).mail();
    SERVER.down(true);
    a_whole_move(plan);
    List<MailStatus> all = outbox.mails(MOVE);
    await()
        .untilAsserted(() -> assertThat(outbox.mails(MOVE)).anyMatch(mail -> mail.attempts() > 1));
    assertThat(outbox.mails(MOVE)).allMatch(mail -> mail.state() == MailStatus.State.QUEUED);

    SERVER.answer(refused, "550 5.1.1 User unknown");
    SERVER.down(false);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(outbox.mails(MOVE))
                    .noneMatch(mail -> mail.state() == MailStatus.State.QUEUED));
    assertThat(outbox.mails(MOVE))
        .filteredOn(mail -> mail.recipient().equals(refused))
        .isNotEmpty()
        .allMatch(mail -> mail.state() == MailStatus.State.DEAD);
    List<String> ids =
        SERVER.received().stream()
            .map(mail -> ID.matcher(mail.data()))
            .filter(Matcher::find)
            .map(found -> found.group(1))
            .toList();
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(outbox.mails(MOVE))
        .filteredOn(mail -> !mail.recipient().equals(refused))
        .allMatch(mail -> mail.state() == MailStatus.State.SENT)
        .hasSameSizeAs(ids)
        .hasSizeGreaterThanOrEqualTo(
            (int) all.stream().filter(mail -> !mail.recipient().equals(refused)).count());

    postmaster.deliver(report(bounced));
    await().untilAsserted(() -> assertThat(recipientsToCall()).contains(bounced, refused));

    assertThat(trail.rows(MOVE))
        .filteredOn(row -> row.kind() == TrailKind.MAIL_BOUNCED)
        .singleElement()
        .satisfies(row -> assertThat(row.details()).containsEntry("recipient", bounced))
        .satisfies(row -> assertThat(row.school()).isEqualTo("0003"));
    assertThat(recipientsToCall()).containsExactlyInAnyOrder(bounced, refused);
    assertThat(loggedIn("technik").get("/umzuege/" + MOVE).body())
        .contains("vom Mailserver abgelehnt");
    assertThat(trail.verify(MOVE).intact()).isTrue();
  }

  private void a_whole_move(Migration plan) {
    mails.planned(plan);
    mails.agreed(plan);
    mails.dayBefore(plan);
    mails.startsNow(plan);
    mails.done(plan);
  }

  private static MimeMessage report(String recipient) throws Exception {
    String messageId =
        SERVER.received().stream()
            .filter(mail -> mail.recipient().equals(recipient))
            .map(mail -> ID.matcher(mail.data()))
            .filter(Matcher::find)
            .map(found -> found.group(1))
            .findFirst()
            .orElseThrow();
    return new MimeMessage(
        Session.getInstance(new Properties()),
        new ByteArrayInputStream(Reports.headersOnly(recipient, messageId)));
  }

  private List<String> recipientsToCall() {
    return open().stream()
        .map(one -> engine.getRuntimeService().getVariable(one.getId(), "mailRecipient"))
        .map(String::valueOf)
        .toList();
  }

  private List<ProcessInstance> open() {
    return engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processDefinitionKey("undeliverable-mail")
        .processInstanceBusinessKey(MOVE)
        .list();
  }
}
