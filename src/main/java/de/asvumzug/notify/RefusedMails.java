package de.asvumzug.notify;

import de.asvumzug.common.PlainWords;
import de.asvumzug.notify.calendar.CalendarEntries;
import de.asvumzug.plan.MailAddress;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.Redaction;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.words.TypedWords;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * What becomes of mails that were refused for good: a person sends them to another address, or
 * tells the recipient by telephone. Both work on all of a recipient's refused mails in the running
 * transaction; one that is refused while a person decides waits, and becomes a task of its own.
 */
@Component
public final class RefusedMails {
  private static final int LONGEST_ERROR = 500;

  private final Outbox outbox;
  private final AuditTrail trail;
  private final CalendarEntries entries;
  private final Redaction redaction;
  private final ApplicationEventPublisher events;
  private final MailSettings settings;
  private final Clock clock;

  @Autowired
  RefusedMails(
      Outbox outbox,
      AuditTrail trail,
      CalendarEntries entries,
      Redaction redaction,
      ApplicationEventPublisher events,
      MailSettings settings) {
    this(outbox, trail, entries, redaction, events, settings, Clock.systemUTC());
  }

  RefusedMails(
      Outbox outbox,
      AuditTrail trail,
      CalendarEntries entries,
      Redaction redaction,
      ApplicationEventPublisher events,
      MailSettings settings,
      Clock clock) {
    this.redaction = redaction;
    this.events = events;
    this.entries = entries;
    this.outbox = outbox;
    this.trail = trail;
    this.settings = settings;
    this.clock = clock;
  }

  /** What a report of a mail server has led to. */
  public enum Reported {
    /** A person is to call the recipient. */
    BOUNCED,
    /** It is on the trail that it takes longer. */
    DELAYED,
    /** It was known before, or the mail was not handed over at all. */
    NOTHING_TO_DO,
    /** The mail is ours, its recipient is another one: a forged report, or one of a redirection. */
    OTHER_RECIPIENT,
    /** No mail of ours, or none any more. */
    UNKNOWN_MAIL
  }

  /**
   * Notes that a mail was handed over and has come back for good.
   *
   * @param recipients whom the report names; one of them must be the mail's
   * @param words the mail server's, as they came
   * @throws IllegalStateException if it is not known yet that the mail was handed over; the report
   *     is to be handed in again
   */
  public Reported bounced(String messageId, Set<String> recipients, String words) {
    Mail mail = outbox.find(messageId).orElse(null);
    if (mail == null || !names(recipients, mail)) {
      return stranger(mail);
    }
    outbox.lock(mail.migrationId(), mail.recipient());
    String error = readable(words);
    if (outbox.waits(mail.id())) {
      // It is being handed over in this moment, or its node has died in it.
      throw new IllegalStateException("not handed over yet: " + messageId);
    }
    if (!outbox.bounced(mail.id(), error, clock.instant())) {
      return Reported.NOTHING_TO_DO;
    }
    trail.append(
        MailTrail.line(
            mail,
            TrailKind.MAIL_BOUNCED,
            "war an den Mailserver übergeben und ist unzustellbar zurückgekommen; bitte anrufen.",
            Map.of("error", TypedWords.of(error))));
    events.publishEvent(new MailRefused(mail.migrationId(), mail.recipient()));
    return Reported.BOUNCED;
  }

  /** Notes that a mail server still tries to deliver a mail. */
  public Reported delayed(String messageId, Set<String> recipients, String words) {
    Mail mail = outbox.find(messageId).orElse(null);
    if (mail == null || !names(recipients, mail)) {
      return stranger(mail);
    }
    trail.append(
        MailTrail.line(
            mail,
            TrailKind.NOTE,
            "ist noch nicht angekommen; der Mailserver versucht es weiter.",
            Map.of("error", TypedWords.of(readable(words)))));
    return Reported.DELAYED;
  }

  private Reported stranger(Mail mail) {
    if (mail == null) {
      return Reported.UNKNOWN_MAIL;
    }
    trail.append(
        MailTrail.line(
            mail,
            TrailKind.NOTE,
            "kam einem Bericht nach bei jemand anderem nicht an; daran ändert sich hier nichts.",
            Map.of()));
    return Reported.OTHER_RECIPIENT;
  }

  private static boolean names(Set<String> recipients, Mail mail) {
    return recipients.stream().anyMatch(one -> ascii(one).equals(ascii(mail.recipient())));
  }

  private String readable(String words) {
    String masked = redaction.text(PlainWords.oneLine(words));
    return masked.length() <= LONGEST_ERROR ? masked : masked.substring(0, LONGEST_ERROR);
  }

  private static String ascii(String address) {
    try {
      return MailAddress.ascii(address).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return address;
    }
  }

  /** Oldest first. */
  public List<RefusedMail> open(String migrationId, String recipient) {
    return outbox.refused(migrationId, recipient);
  }

  /**
   * Sends them to another address, and whatever goes to this recipient from now on. May be the same
   * address, if its mailbox was put right.
   *
   * @return how many mails
   * @throws IllegalArgumentException if that is no address
   */
  public int sendTo(String migrationId, String recipient, String address, String person) {
    String corrected = MailAddress.plain(address);
    Instant now = clock.instant();
    outbox.lock(migrationId, recipient);
    List<Mail> mails = outbox.settle(migrationId, recipient, now);
    if (!corrected.equalsIgnoreCase(recipient)) {
      outbox.correct(migrationId, recipient, corrected, person, now);
      entries.movedTo(migrationId, recipient, corrected);
    }
    for (Mail mail : mails) {
      Mail again =
          mail.again(
              corrected,
              MessageId.of(migrationId, MailEvent.valueOf(mail.event()), settings),
              outbox.firstMessageId(migrationId, corrected).orElse(null),
              now);
      outbox.add(again);
      trail.append(
          MailTrail.by(
              person,
              again,
              TrailKind.MAIL_QUEUED,
              "ist noch einmal zum Versand vorgemerkt; die bisherige Adresse war abgelehnt worden.",
              Map.of("refused", TypedWords.of(recipient))));
    }
    return mails.size();
  }

  /**
   * Notes that the recipient knows by telephone what the mails say.
   *
   * @return how many mails
   */
  public int told(String migrationId, String recipient, String person) {
    outbox.lock(migrationId, recipient);
    List<Mail> mails = outbox.settle(migrationId, recipient, clock.instant());
    mails.forEach(
        mail ->
            trail.append(
                MailTrail.by(
                    person,
                    mail,
                    TrailKind.NOTE,
                    "war abgelehnt worden; der Inhalt ist telefonisch mitgeteilt.",
                    Map.of())));
    return mails.size();
  }
}
