package de.asvumzug.notify;

import de.asvumzug.notify.calendar.CalendarEntries;
import de.asvumzug.plan.MailAddress;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.words.TypedWords;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * What becomes of mails that were refused for good: a person sends them to another address, or
 * tells the recipient by telephone. Both work on all of a recipient's refused mails in the running
 * transaction; one that is refused while a person decides waits, and becomes a task of its own.
 */
@Component
public final class RefusedMails {
  private final Outbox outbox;
  private final AuditTrail trail;
  private final CalendarEntries entries;
  private final MailSettings settings;
  private final Clock clock;

  @Autowired
  RefusedMails(Outbox outbox, AuditTrail trail, CalendarEntries entries, MailSettings settings) {
    this(outbox, trail, entries, settings, Clock.systemUTC());
  }

  RefusedMails(
      Outbox outbox,
      AuditTrail trail,
      CalendarEntries entries,
      MailSettings settings,
      Clock clock) {
    this.entries = entries;
    this.outbox = outbox;
    this.trail = trail;
    this.settings = settings;
    this.clock = clock;
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
