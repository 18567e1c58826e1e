package de.asvumzug.notify;

import de.asvumzug.common.RetryPolicy;
import de.asvumzug.notify.address.AddressChecks;
import de.asvumzug.notify.delivery.Refusal;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.Redaction;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.words.TypedWords;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.MimeMessage;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends what is due in the outbox.
 *
 * <p>A mail is claimed in a transaction of its own, sent without any transaction, and marked in
 * another one together with its line on the trail. A crash in between leads to one more mail with
 * the same Message-ID, never to none. Nothing but the mail waits for a mail server that is down.
 */
@Component
final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final int LONGEST_ERROR = 500;

  private final Outbox outbox;
  private final MailMessages messages;
  private final AddressChecks addresses;
  private final ObjectProvider<JavaMailSender> sender;
  private final AuditTrail trail;
  private final Redaction redaction;
  private final MailSettings settings;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  @Autowired
  Dispatcher(
      Outbox outbox,
      MailMessages messages,
      AddressChecks addresses,
      ObjectProvider<JavaMailSender> sender,
      AuditTrail trail,
      Redaction redaction,
      MailSettings settings,
      PlatformTransactionManager transactions,
      ApplicationEventPublisher events) {
    this(
        outbox,
        messages,
        addresses,
        sender,
        trail,
        redaction,
        settings,
        transactions,
        events,
        Clock.systemUTC());
  }

  Dispatcher(
      Outbox outbox,
      MailMessages messages,
      AddressChecks addresses,
      ObjectProvider<JavaMailSender> sender,
      AuditTrail trail,
      Redaction redaction,
      MailSettings settings,
      PlatformTransactionManager transactions,
      ApplicationEventPublisher events,
      Clock clock) {
    this.outbox = outbox;
    this.messages = messages;
    this.addresses = addresses;
    this.sender = sender;
    this.trail = trail;
    this.redaction = redaction;
    this.settings = settings;
    this.transaction = new TransactionTemplate(transactions);
    this.events = events;
    this.clock = clock;
  }

  /** Sends due mails until none is left or one fails; the rest then waits for the next round. */
  int dispatch() {
    int sent = 0;
    while (true) {
      Instant now = clock.instant();
      Mail mail = outbox.claim(now, now.plus(settings.claim())).orElse(null);
      if (mail == null || !send(mail)) {
        return sent;
      }
      sent++;
    }
  }

  private boolean send(Mail mail) {
    try {
      JavaMailSender server = sender.getIfAvailable();
      if (server == null) {
        retry(mail, "Es ist kein Mailserver eingestellt (spring.mail.host).");
        return false;
      }
      MimeMessage message = messages.of(linked(mail), server.createMimeMessage());
      server.send(message);
      settleSent(mail);
      return true;
    } catch (AddressException e) {
      // No later try can heal a wrong address.
      refuse(mail, "Die Adresse ist ungültig: " + e.getMessage());
    } catch (MailException | MessagingException e) {
      Refusal.in(e).ifPresentOrElse(words -> refuse(mail, words), () -> retry(mail, reason(e)));
    }
    return false;
  }

  /** What the recipient alone may know is made now: the outbox has none of it. */
  private Mail linked(Mail mail) {
    if (!mail.text().contains(AddressChecks.PLACEHOLDER)) {
      return mail;
    }
    String link = addresses.link(mail.migrationId(), mail.recipient(), clock.instant());
    return mail.withWords(
        mail.text().replace(AddressChecks.PLACEHOLDER, link),
        mail.html().replace(AddressChecks.PLACEHOLDER, link));
  }

  private void settleSent(Mail mail) {
    transaction.executeWithoutResult(
        status -> {
          outbox.sent(mail.id(), clock.instant());
          trail.append(
              MailTrail.line(
                  mail,
                  TrailKind.MAIL_SENT,
                  "ist an den Mailserver übergeben.",
                  Map.of("attempts", mail.attempts())));
        });
  }

  private void retry(Mail mail, String error) {
    Instant now = clock.instant();
    if (!mail.createdAt().plus(settings.giveUp()).isAfter(now)) {
      giveUp(mail, error);
      return;
    }
    RetryPolicy policy = RetryPolicy.endless(settings.firstRetry(), settings.longestRetry());
    double random = ThreadLocalRandom.current().nextDouble();
    outbox.failed(mail.id(), readable(error), now.plus(policy.waitAfter(mail.attempts(), random)));
    LOG.warn("mail {} of {} not sent at try {}", mail.id(), mail.migrationId(), mail.attempts());
  }

  /**
   * No later try would deliver it; a person who calls does, in this hour instead of in two days.
   */
  private void refuse(Mail mail, String error) {
    transaction.executeWithoutResult(
        status -> {
          outbox.lock(mail.migrationId(), mail.recipient());
          outbox.refused(mail.id(), readable(error), clock.instant());
          trail.append(
              MailTrail.line(
                  mail,
                  TrailKind.MAIL_FAILED,
                  "wird vom Mailserver endgültig abgelehnt; bitte anrufen.",
                  Map.of("attempts", mail.attempts(), "error", TypedWords.of(readable(error)))));
          events.publishEvent(new MailRefused(mail.migrationId(), mail.recipient()));
        });
    LOG.error("mail {} of {} refused for good", mail.id(), mail.migrationId());
  }

  private void giveUp(Mail mail, String error) {
    transaction.executeWithoutResult(
        status -> {
          outbox.dead(mail.id(), readable(error));
          trail.append(
              MailTrail.line(
                  mail,
                  TrailKind.MAIL_FAILED,
                  "konnte nicht zugestellt werden; bitte auf anderem Weg Bescheid geben.",
                  Map.of("attempts", mail.attempts(), "error", TypedWords.of(readable(error)))));
        });
    LOG.error("mail {} of {} given up", mail.id(), mail.migrationId());
  }

  private String readable(String error) {
    String masked = redaction.text(error).replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return masked.length() <= LONGEST_ERROR ? masked : masked.substring(0, LONGEST_ERROR);
  }

  private static String reason(Exception failure) {
    return failure.getMessage() == null ? failure.getClass().getName() : failure.getMessage();
  }
}
