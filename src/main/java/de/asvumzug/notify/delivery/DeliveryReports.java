package de.asvumzug.notify.delivery;

import de.asvumzug.notify.RefusedMails;
import de.asvumzug.notify.delivery.DeliveryReport.Action;
import de.asvumzug.notify.delivery.DeliveryReport.Outcome;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What reports of mail servers lead to. Each counts once, whoever reads it first: it is noted in
 * the transaction that acts on it. One that fits no mail of ours, or not its recipient, changes
 * nothing: anybody can write one.
 */
@Component
class DeliveryReports {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryReports.class);
  private static final String UNREADABLE = "UNREADABLE";

  private final JdbcClient jdbc;
  private final RefusedMails mails;
  private final TransactionTemplate transaction;
  private final Clock clock;

  @Autowired
  DeliveryReports(JdbcClient jdbc, RefusedMails mails, PlatformTransactionManager transactions) {
    this(jdbc, mails, transactions, Clock.systemUTC());
  }

  DeliveryReports(
      JdbcClient jdbc, RefusedMails mails, PlatformTransactionManager transactions, Clock clock) {
    this.jdbc = jdbc;
    this.mails = mails;
    this.transaction = new TransactionTemplate(transactions);
    this.clock = clock;
  }

  /**
   * @param raw the whole message as it came
   */
  void handle(byte[] raw) {
    String sha256 = sha256(raw);
    Optional<DeliveryReport> report = report(raw);
    transaction.executeWithoutResult(
        status -> {
          if (first(sha256)) {
            note(sha256, report.map(this::act).orElse(UNREADABLE));
          }
        });
  }

  private String act(DeliveryReport report) {
    Set<String> results = new LinkedHashSet<>();
    report.outcomes().forEach(outcome -> results.add(act(report.messageId(), outcome).name()));
    return String.join(" ", results);
  }

  private RefusedMails.Reported act(String messageId, Outcome outcome) {
    if (messageId == null) {
      return RefusedMails.Reported.UNKNOWN_MAIL;
    }
    Set<String> recipients = new LinkedHashSet<>();
    recipients.add(outcome.finalRecipient());
    if (outcome.originalRecipient() != null) {
      recipients.add(outcome.originalRecipient());
    }
    String words = (outcome.status() + " " + outcome.diagnostic()).strip();
    if (outcome.action() == Action.FAILED) {
      return mails.bounced(messageId, recipients, words);
    }
    return outcome.action() == Action.DELAYED
        ? mails.delayed(messageId, recipients, words)
        : RefusedMails.Reported.NOTHING_TO_DO;
  }

  /** Until the transaction ends nobody else gets an answer. */
  private boolean first(String sha256) {
    return jdbc.sql(
                """
                insert into umzug.delivery_report (sha256, handled_at, outcome)
                values (:sha256, :at, '') on conflict do nothing""")
            .param("sha256", sha256)
            .param("at", clock.instant().atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  private void note(String sha256, String outcome) {
    jdbc.sql("update umzug.delivery_report set outcome = :outcome where sha256 = :sha256")
        .param("sha256", sha256)
        .param("outcome", outcome)
        .update();
    LOG.info("delivery report {}: {}", sha256.substring(0, 12), outcome);
  }

  private static Optional<DeliveryReport> report(byte[] raw) {
    try {
      Session session = Session.getInstance(new Properties());
      return ReportParser.read(new MimeMessage(session, new ByteArrayInputStream(raw)));
    } catch (MessagingException e) {
      return Optional.empty();
    }
  }

  private static String sha256(byte[] raw) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(raw));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
