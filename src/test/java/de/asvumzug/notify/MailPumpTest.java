package de.asvumzug.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetupTest;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mail.javamail.JavaMailSenderImpl;

class MailPumpTest {
  private static final MailSettings QUICK =
      new MailSettings(
          "umzug@amt.example",
          "https://umzug.example",
          Duration.ofMillis(20),
          Duration.ofSeconds(30),
          Duration.ofMinutes(15),
          Duration.ofHours(48),
          Duration.ofMinutes(5),
          Duration.ofSeconds(5),
          Duration.ofHours(2));

  @Test
  void sends_by_itself_and_goes_on_after_a_round_that_failed() {
    GreenMail server = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
    server.start();
    MailFixture kit = new MailFixture();
    FailsOnce sender = new FailsOnce(server.getSmtp().getPort());
    MailPump pump = new MailPump(kit.dispatcher(sender), QUICK);
    kit.mails.planned(MigrationFixture.of());
    pump.start();
    try {
      assertThat(pump.isRunning()).isTrue();
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () ->
                  assertThat(kit.all())
                      .filteredOn(mail -> mail.state() == MailStatus.State.SENT)
                      .as("all but the one that the failed round still claims")
                      .hasSize(4));
    } finally {
      pump.stop();
      server.stop();
    }
    assertThat(pump.isRunning()).isFalse();
    assertThat(sender.failures.get()).isEqualTo(1);
  }

  /** Breaks in a way that nobody foresaw, once. */
  private static final class FailsOnce extends JavaMailSenderImpl {
    private final AtomicInteger failures = new AtomicInteger();

    FailsOnce(int port) {
      setHost("127.0.0.1");
      setPort(port);
    }

    @Override
    public MimeMessage createMimeMessage() {
      if (failures.compareAndSet(0, 1)) {
        throw new IllegalStateException("unforeseen");
      }
      return super.createMimeMessage();
    }
  }

  @Test
  void a_mail_server_is_not_waited_for_for_ever() {
    StaticListableBeanFactory beans = new StaticListableBeanFactory();
    beans.addBean("settings", QUICK);
    JavaMailSenderImpl sender = new JavaMailSenderImpl();
    sender.getJavaMailProperties().setProperty("mail.smtp.timeout", "1");

    new MailTimeouts(beans.getBeanProvider(MailSettings.class))
        .postProcessAfterInitialization(sender, "mailSender");

    Properties properties = sender.getJavaMailProperties();
    assertThat(properties)
        .containsEntry("mail.smtp.connectiontimeout", "5000")
        .containsEntry("mail.smtps.writetimeout", "5000")
        .as("what the settings name stays")
        .containsEntry("mail.smtp.timeout", "1");
  }
}
