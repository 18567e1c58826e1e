package de.asvumzug.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetupTest;
import java.time.Duration;
import java.util.Properties;
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
  void sends_by_itself_and_goes_on_after_a_failed_round() {
    GreenMail server = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
    server.start();
    MailKit kit = new MailKit();
    MailPump pump = new MailPump(kit.dispatcher(MailKit.sender(server.getSmtp().getPort())), QUICK);
    kit.trail.jdbc.sql("alter table umzug.mail rename to mail_away").update();
    pump.start();
    try {
      assertThat(pump.isRunning()).isTrue();
      kit.trail.jdbc.sql("alter table umzug.mail_away rename to mail").update();
      kit.mails.planned(SampleMove.of());

      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () ->
                  assertThat(kit.all())
                      .hasSize(5)
                      .allMatch(mail -> mail.state() == MailStatus.State.SENT));
    } finally {
      pump.stop();
      server.stop();
    }
    assertThat(pump.isRunning()).isFalse();
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
